using System.Management.Automation;

namespace Universal.PowerShell.Tests.Rest;

/// <summary>What the cmdlets about git ask a server, and what they make of its answers.</summary>
public sealed class GitCmdletTests : IAsyncLifetime
{
    private const string Settings = """{"remote":"https://git.example.org/a.git","branch":"main","hasPassword":true,"syncBehavior":"TwoWay","interval":"00:01:00","version":3}""";
    private const string Edits =
        """
        [{"id":9,"state":"Conflict","author":"eve","node":null,"files":[{"path":"a.ps1","deleted":false,"size":3},{"path":"b.ps1","deleted":true,"size":0}]},
         {"id":4,"state":"Pending","author":"n2","node":"n2","files":[{"path":"c.ps1","deleted":false,"size":1}]}]
        """;

    private readonly ModuleFixture _module = new();
    private StubServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await StubServer.StartAsync();
        _server
            .Answer("GET me", """{"name":"admin"}""")
            .Answer("GET git/settings", Settings)
            .Answer("PUT git/settings", Settings)
            .Answer("DELETE git/settings", "", 204)
            .Answer("GET git/status", """[{"node":"n1","commit":"c1","outcome":"UpToDate","writer":true},{"node":"n2","commit":null,"outcome":"RemoteUnreachable","detail":"away"}]""")
            .Answer("POST git/sync", """[{"node":"n1","commit":"c2","outcome":"Success"},{"node":"n2","commit":"c2","outcome":"Success"}]""")
            .Answer("GET git/edit", Edits)
            .Answer("POST git/edit", """{"id":10,"state":"Open","author":"admin","files":[]}""")
            .Answer("POST git/edit/current/publish", """{"id":10,"state":"Published","commit":"c3"}""")
            .Answer("POST git/edit/current/discard", """{"id":10,"state":"Discarded"}""");
        _module.Run($"Connect-PSUServer -ComputerName {_server.Url} -AppToken unv_t").Sound();
        _server.Requests.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        _module.Dispose();
        await _server.DisposeAsync();
    }

    private static string Page(int from, int count) =>
        $"[{string.Join(',', Enumerable.Range(0, count).Select(n => $$"""{"id":{{from - n}},"node":"n1","outcome":"Success","to":"c{{from - n}}"}"""))}]";

    [Theory]
    [InlineData("(Get-PSUGitSetting).SyncBehavior", "TwoWay", "GET git/settings")]
    [InlineData("(Set-PSUGitSetting -Branch prod).Version", "3", """PUT git/settings {"branch":"prod"}""")]
    [InlineData(
        "(Set-PSUGitSetting -Remote https://git.example.org/a.git -SyncBehavior TwoWay -Mode Manual -ProxyUrl http://p:1 -ExternalGit -Interval 90 -GitCredential ([pscredential]::new('u', (Get-Secret)))).Branch",
        "main",
        """PUT git/settings {"externalGit":true,"mode":"Manual","proxyUrl":"http://p:1","remote":"https://git.example.org/a.git","syncBehavior":"TwoWay","userName":"u","password":"x","interval":"01:30:00"}""")]
    [InlineData("(Set-PSUGitSetting -Interval 1440 -ExternalGit:$false -ProxyUrl '').Branch", "main", """PUT git/settings {"externalGit":false,"proxyUrl":"","interval":"1.00:00:00"}""")]
    [InlineData("Remove-PSUGitSetting", "", "DELETE git/settings")]
    [InlineData("Get-PSUGitStatus | ForEach-Object { $_.Node + ' ' + $_.Outcome }", "n1 UpToDate|n2 RemoteUnreachable", "GET git/status")]
    [InlineData("(Get-PSUGitStatus -Skip 1 -First 1).Detail", "away", "GET git/status")]
    [InlineData("(Sync-PSUGit).Commit", "c2|c2", "POST git/sync")]
    [InlineData("(Get-PSUGitStatus -EditInProgress).State", "Conflict|Pending", "GET git/edit?unfinished=true&take=100")]
    [InlineData("(Get-PSUGitStatus -EditInProgress -First 1).Id", "9", "GET git/edit?unfinished=true&take=1")]
    [InlineData(
        "Get-PSUGitStatus -UncommittedChanges | ForEach-Object { \"$($_.Path) $($_.Edit) $($_.State) $($_.Author) $($_.Node) $($_.Deleted)\" }",
        "a.ps1 9 Conflict eve  False|b.ps1 9 Conflict eve  True|c.ps1 4 Pending n2 n2 False", "GET git/edit?unfinished=true&take=100")]
    [InlineData("(Get-PSUGitStatus -UncommittedChanges -Skip 2 -First 1).Path", "c.ps1", "GET git/edit?unfinished=true&take=100")]
    [InlineData("(Start-PSUGitEdit).State", "Open", "POST git/edit {}")]
    [InlineData("(Merge-PSUGitEdit -Message m -Paths a,b).Commit", "c3", """POST git/edit/current/publish {"message":"m","paths":["a","b"]}""")]
    [InlineData("(Merge-PSUGitEdit -Message m).State", "Published", """POST git/edit/current/publish {"message":"m"}""")]
    [InlineData("(Stop-PSUGitEdit).State", "Discarded", "POST git/edit/current/discard {}")]
    [InlineData("(Stop-PSUGitEdit -Paths a).State", "Discarded", """POST git/edit/current/discard {"paths":["a"]}""")]
    public void Cmdlet_AsksWhatTheServerHas(string script, string output, string request)
    {
        var run = _module.Run("function Get-Secret { $s = [securestring]::new(); $s.AppendChar('x'); $s }; " + script);
        Assert.Equal(output, string.Join('|', run.Sound().Select(value => value?.ToString())));
        Assert.Equal([request], _server.Lines);
    }

    [Fact]
    public void Commits_AreReadPageByPage_AsTheyAreAskedFor()
    {
        _server.Answer("GET git/history", Page(150, 100)).Answer("GET git/history", Page(50, 50));

        Assert.Equal("150", Assert.Single(_module.Run("(Get-PSUGitStatus -Commits).Count").Sound()).ToString());
        Assert.Equal(["GET git/history?take=100", "GET git/history?before=51&take=100"], _server.Lines);
    }

    [Theory]
    [InlineData("-First 2", "c5,c4", "GET git/history?take=2")]
    [InlineData("-Skip 1 -First 1", "c4", "GET git/history?take=2")]
    [InlineData("-Skip 4", "c1", "GET git/history?take=100")]
    [InlineData("-First 0", "")]
    public void Commits_FirstAndSkip_ReadNoMoreThanTheyNeed(string limits, string commits, params string[] requests)
    {
        _server.Answer("GET git/history", Page(5, limits.Contains("First", StringComparison.Ordinal) ? 2 : 5));

        Assert.Equal(commits, _module.Run($"(Get-PSUGitStatus -Commits {limits} | ForEach-Object To) -join ','").Sound()[0]?.ToString());
        Assert.Equal(requests, _server.Lines);
    }

    [Theory]
    [InlineData("Merge-PSUGitEdit -Message m", "POST git/edit/current/publish", """{"title":"Not Found","code":"not_found"}""", 404, "not_found", ErrorCategory.ObjectNotFound)]
    [InlineData("Stop-PSUGitEdit", "POST git/edit/current/discard", """{"title":"Conflict","detail":"The edit is Published.","code":"edit_state"}""", 409, "edit_state", ErrorCategory.ResourceExists)]
    [InlineData("Start-PSUGitEdit", "POST git/edit", """{"title":"Conflict","detail":"One-way.","code":"read_only"}""", 409, "read_only", ErrorCategory.ResourceExists)]
    [InlineData("Remove-PSUGitSetting", "DELETE git/settings", """{"title":"Not Found","code":"not_found"}""", 404, "not_found", ErrorCategory.ObjectNotFound)]
    [InlineData("Set-PSUGitSetting -Interval 0", "PUT git/settings", """{"code":"invalid","errors":{"interval":["must be between 1 second and 1 day."]}}""", 400, "invalid", ErrorCategory.InvalidArgument)]
    public void Failure_HasTheServersCode(string script, string request, string answer, int status, string code, ErrorCategory category)
    {
        // What was set up above is answered first.
        _server.Answer(request, answer, status);
        _module.Run(script);
        var error = Assert.Single(_module.Run(script).Errors);
        Assert.StartsWith(code + ",", error.FullyQualifiedErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
    }
}
