namespace Universal.PowerShell.Tests.Rest;

/// <summary>Secure strings and credentials in what cmdlets send: marked where the server encrypts them, refused everywhere else.</summary>
public sealed class SecretBodyTests : IAsyncLifetime
{
    private const string Secure = "([System.Net.NetworkCredential]::new('', 'pin-4711').SecurePassword)";
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
    public void Invoke_SecretParameters_AreMarkedForTheServerToEncrypt()
    {
        _server.Answer("POST job", """{"id":1}""");
        _module.Run($"Invoke-PSUScript -Name a.ps1 -Login ([pscredential]::new('u', {Secure})) -Parameters @{{ Pin = {Secure} }}").Sound();
        var body = Assert.Single(_server.Requests).Body;
        Assert.Contains("""{"Password":{"$secret":"pin-4711"},"UserName":"u"}""", body);
        Assert.Contains("""Pin":{"$secret":"pin-4711"}""", body);
    }

    [Theory]
    [InlineData("New-PSUSchedule -Script a.ps1 -EveryDay -Pin " + Secure)]
    [InlineData("New-PSUSchedule -Script a.ps1 -EveryDay -Map @{ inner = @(" + Secure + ") }")]
    public void Secret_WhereItIsNotKeptEncrypted_IsRefusedBeforeAnythingIsSent(string command)
    {
        var error = Assert.Single(_module.Run(command).Errors);
        Assert.Contains("secure string or a credential", error.ToString());
        Assert.Empty(_server.Requests);
    }

    [Theory]
    [InlineData("New-PSUVariable -Name v -Vault Database -Type PSCredential -Value $c", "PSCredential")]
    [InlineData("New-PSUVariable -Name v -Vault Database -Credential $c", "PSCredential")]
    [InlineData("New-PSUVariable -Name v -Value $c", "PSCredential")]
    public void NewVariable_Credential_KeepsItsTypeAndIsMarked(string command, string type)
    {
        _server.Answer("POST variable", """{"id":1,"name":"v"}""");
        _module.Run($"$c = [pscredential]::new('u', {Secure}); {command}").Sound();
        var body = System.Text.Json.JsonDocument.Parse(Assert.Single(_server.Requests).Body).RootElement;
        Assert.Equal(type, body.GetProperty("type").GetString());
        Assert.Equal("pin-4711", body.GetProperty("value").GetProperty("Password").GetProperty("$secret").GetString());
        Assert.False(body.TryGetProperty("credential", out _));
    }

    [Theory]
    [InlineData("[datetime]'2028-02-29'", "System.DateTime")]
    [InlineData("[guid]::Empty", "System.Guid")]
    [InlineData("@{ a = 1 }", null)]
    public void NewVariable_ValueThatJsonDoesNotKnow_KeepsItsType(string value, string? type)
    {
        _server.Answer("POST variable", """{"id":1,"name":"v"}""");
        _module.Run($"New-PSUVariable -Name v -Value ({value})").Sound();
        var body = System.Text.Json.JsonDocument.Parse(Assert.Single(_server.Requests).Body).RootElement;
        Assert.Equal(type, body.TryGetProperty("type", out var given) ? given.GetString() : null);
    }

    [Fact]
    public void NewIdentity_Password_IsText()
    {
        _server.Answer("POST identity", """{"id":1,"name":"i"}""").Answer("PUT identity/1", """{"id":1,"name":"i"}""");
        _module.Run($"New-PSUIdentity -Name i -Password {Secure} | Out-Null; Set-PSUIdentity -Id 1 -Password {Secure} | Out-Null").Sound();
        Assert.All(_server.Requests, request => Assert.Contains("\"password\":\"pin-4711\"", request.Body));
    }
}
