namespace Universal.PowerShell.Tests.Rest;

/// <summary>What the cmdlets and the drive of the cache ask a server, and what they make of its answers.</summary>
public sealed class CacheCmdletTests : IAsyncLifetime
{
    private const string Lock = """{"name":"work","owner":"me","token":7,"expiresAt":"2026-01-02T03:04:05+00:00","remaining":"00:00:30"}""";
    private const string Entry = """{"key":"a b","value":"plain","changedAt":"2026-01-02T03:04:05+00:00","version":9,"persisted":true,"slidingExpiration":"00:10:00"}""";
    private readonly ModuleFixture _module = new();
    private StubServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await StubServer.StartAsync();
        _server.Answer("GET me", """{"name":"admin"}""");
        _module.Run($"Connect-PSUServer -ComputerName {_server.Url} -AppToken unv_t").Sound();
        _server.Requests.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        _module.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public void Lock_Held_IsAskedForAgainByTheSameOwner()
    {
        _server.Answer("POST cache/lock", """{"code":"lock_held","detail":"'other' holds it."}""", 409).Answer("POST cache/lock", Lock);
        var taken = Assert.Single(_module.Run("$l = Lock-PSUCache -Key work -Timeout 00:00:20; \"$($l.Key) $($l.Token) $($l.Owner) $($l.ExpiresAt.Year)\"").Sound());
        Assert.Equal("work 7 me 2026", taken.BaseObject);
        var owners = _server.Requests.Select(request => System.Text.Json.JsonDocument.Parse(request.Body).RootElement.GetProperty("owner").GetString()).ToArray();
        Assert.Equal(2, owners.Length);
        Assert.Equal(owners[0], owners[1]);
    }

    [Fact]
    public void Unlock_FromThePipeline_SendsTheToken()
    {
        _server.Answer("POST cache/lock", Lock).Answer("POST cache/lock/renew", Lock).Answer("POST cache/lock/release", "", 204);
        _module.Run("Lock-PSUCache -Key work | Lock-PSUCache -Lease 00:01:00 | Unlock-PSUCache").Sound();
        Assert.Equal(
            ["""POST cache/lock/renew {"name":"work","token":7,"lease":"00:01:00"}""", """POST cache/lock/release {"name":"work","token":7}"""],
            _server.Lines.Skip(1));
    }

    [Fact]
    public void Get_Entry_HasItsVersion()
    {
        _server.Answer("GET cache", Entry);
        var shown = _module.Run("$e = Get-PSUCache -Key 'a b' -Entry; \"$($e.Value) $($e.Version) $($e.Persisted) $($e.SlidingExpiration.TotalMinutes)\"").Sound();
        Assert.Equal("plain 9 True 10", Assert.Single(shown).BaseObject);
    }

    [Theory]
    [InlineData(0, "", "no_answer", "may or may not have been done")]
    [InlineData(503, """{"code":"database_unavailable","detail":"What was asked may or may not have been done."}""", "database_unavailable", "may or may not have been done")]
    public void Set_WithAVersion_AnswerLost_IsNotSentAgainAndRefusedAsTheLoser(int status, string answer, string code, string message)
    {
        _server.Answer("PUT cache", answer, status, "0").Answer("PUT cache", """{"code":"cache_conflict","detail":"The entry has version 10 now."}""", 409);
        var error = Assert.Single(_module.Run("Set-PSUCache -Key k -Value 1 -Version 9").Errors);
        Assert.StartsWith(code + ",", error.FullyQualifiedErrorId);
        Assert.Contains(message, error.ToString());
        Assert.Single(_server.Requests);
    }

    [Fact]
    public void Set_WithoutAVersion_AnswerLost_IsSentAgain()
    {
        _server.Answer("PUT cache", "", 0).Answer("PUT cache", "", 204);
        _module.Run("Set-PSUCache -Key k -Value 1").Sound();
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public void Set_ObjectsWithinObjects_ComeBackAsObjects()
    {
        _server.Answer("PUT cache", "", 204);
        _module.Run("Set-PSUCache -Key k -Value ([pscustomobject]@{ a = [pscustomobject]@{ b = [pscustomobject]@{ c = 7 } } })").Sound();
        var sent = System.Text.Json.JsonDocument.Parse(Assert.Single(_server.Requests).Body).RootElement.GetProperty("value").GetRawText();
        _server.Answer("GET cache", $$"""{"key":"k","value":{{sent}}}""");
        Assert.Equal("8", Assert.Single(_module.Run("(Get-PSUCache -Key k).a.b.c + 1").Sound()).ToString());
    }

    [Fact]
    public void Drive_OutsideOfJobs_AsksTheConnectedServer()
    {
        _server.Answer("GET cache", Entry).Answer("PUT cache", "", 204);
        Assert.Equal("plain", Assert.Single(_module.Run("$Cache:x = 1; $Cache:x").Sound()).BaseObject);
        Assert.Contains("<I32>1</I32>", _server.Requests.First(request => request.Line.StartsWith("PUT", StringComparison.Ordinal)).Body.Replace("\\u003C", "<").Replace("\\u003E", ">"));
    }
}
