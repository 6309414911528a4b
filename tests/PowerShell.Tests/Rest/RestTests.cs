using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Universal.PowerShell.Tests.Rest;

/// <summary>What cmdlets ask a server, and what they make of its answers.</summary>
public sealed partial class RestTests : IAsyncLifetime
{
    private const string Job5 = """{"id":5,"scriptFullPath":"a.ps1","environment":"PowerShell","status":"Completed","ended":true,"attempt":1,"createdTime":"2026-01-02T03:04:05+00:00"}""";
    private const string Running5 = """{"id":5,"scriptFullPath":"a.ps1","environment":"PowerShell","status":"Running","ended":false,"attempt":1,"createdTime":"2026-01-02T03:04:05+00:00"}""";
    private const string Output5 = """{"records":[{"sequence":1,"attempt":1,"stream":"Output","time":"2026-01-02T03:04:05+00:00","text":"one","data":null},{"sequence":4,"attempt":1,"stream":"Warning","time":"2026-01-02T03:04:05+00:00","text":"careful","data":null}],"nextFrom":5,"ended":true}""";
    private readonly ModuleFixture _module = new();
    private StubServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await StubServer.StartAsync();
        _server
            .Answer("GET me", """{"name":"admin"}""")
            .Answer("GET script", """[{"id":7,"name":"a","fullPath":"ops/a.ps1","tags":["x"],"enabled":true},{"id":8,"name":"b","fullPath":"b.ps1","tags":[],"enabled":true}]""")
            .Answer("GET script/7", """{"id":7,"name":"a","fullPath":"ops/a.ps1","tags":["x"],"enabled":true,"priority":3}""")
            .Answer("GET script/path/ops/a%20b.ps1", """{"id":9,"name":"a b","fullPath":"ops/a b.ps1","tags":[],"enabled":true}""")
            .Answer("POST job", Job5, 201)
            .Answer("GET job/5", Job5)
            .Answer("DELETE job/5", Job5)
            .Answer("GET job/5/output", Output5)
            .Answer("GET job/5/feedback", """[{"id":3,"type":"Choice","message":"Sure?","choices":["Yes","No"],"default":1}]""")
            .Answer("POST job/5/feedback", "", 204)
            .Answer("GET job", """{"page":[{"id":5,"status":"Failed","ended":true},{"id":4,"status":"Failed","ended":true}],"nextBefore":4}""")
            .Answer("GET job", """{"page":[{"id":3,"status":"Failed","ended":true}],"nextBefore":null}""")
            .Answer("GET identity", """[{"id":1,"name":"admin","roles":["Administrator"],"enabled":true},{"id":2,"name":"eve","roles":[],"enabled":true}]""")
            .Answer("GET identity/2", """{"id":2,"name":"eve","roles":[],"enabled":true}""")
            .Answer("POST identity", """{"id":3,"name":"new","roles":["Reader"],"enabled":true}""", 201)
            .Answer("PUT identity/2", """{"id":2,"name":"eve","roles":["Operator"],"enabled":true}""")
            .Answer("DELETE identity/2", "", 204)
            .Answer("GET apptoken", """[{"id":6,"identity":{"name":"eve"},"roles":["Reader"],"revoked":false}]""")
            .Answer("POST apptoken/grant", """{"id":6,"token":"unv_secret","identity":{"name":"eve"},"roles":["Reader"],"revoked":false}""")
            .Answer("DELETE apptoken/6", "", 204)
            .Answer("GET role", """[{"id":1,"name":"Administrator","description":"d","builtIn":true},{"id":2,"name":"Operator","description":"d","builtIn":true}]""")
            .Answer("GET computer", """[{"name":"n1","status":"Online","maintenance":false,"tags":["eu"],"catalogueHash":"abc"},{"name":"n2","status":"Online","maintenance":false,"tags":[]}]""")
            .Answer("POST computer/n1/maintenance", """{"name":"n1","status":"Maintenance","maintenance":true,"tags":["eu"]}""")
            .Answer("GET status", """{"status":"Online","reasons":[],"node":"n1","version":"0.1.0"}""");
        _module.Run($"Connect-PSUServer -ComputerName {_server.Url} -AppToken unv_t").Sound();
        _server.Requests.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        _module.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("(Get-PSUScript | ForEach-Object Name) -join ','", "a,b", "GET script?skip=0&take=500")]
    [InlineData("Get-PSUScript -Tag x", "a", "GET script?skip=0&take=500")]
    [InlineData("Get-PSUScript -Folder ops", "a", "GET script?skip=0&take=500")]
    [InlineData("Get-PSUScript -Name b*", "b", "GET script?skip=0&take=500")]
    [InlineData("Get-PSUScript -Name 'ops\\a b.ps1'", "a b", "GET script/path/ops/a%20b.ps1")]
    [InlineData("(Get-PSUScript 7).Priority", "3", "GET script/7")]
    [InlineData("Get-UAScript -Id 7", "a", "GET script/7")]
    [InlineData("(Invoke-PSUScript -Name a -Server web -Count 3 -Force).Id", "5", """POST job {"script":"a","parameters":{"Count":3,"Force":true,"Server":"web"}}""")]
    [InlineData("(Invoke-PSUScript a -Parameters @{ B = 1; A = @('x') } -Environment E -Queue n1).Status", "Completed", """POST job {"script":"a","parameters":{"A":["x"],"B":1},"environment":"E","computer":"n1"}""")]
    [InlineData("(Get-PSUScript -Id 7 | Invoke-PSUScript).Id", "5", "GET script/7", """POST job {"script":"ops/a.ps1","parameters":{}}""")]
    [InlineData("(Invoke-PSUScript -Id 7).Id", "5", """POST job {"script":"7","parameters":{}}""")]
    [InlineData("Invoke-PSUScript -Name a -Wait", "one", """POST job {"script":"a","parameters":{}}""", "GET job/5", "GET job/5/output?from=1&take=1000")]
    [InlineData("(Get-PSUJob 5).ScriptFullPath", "a.ps1", "GET job/5")]
    [InlineData("(Get-PSUJob -Status Failed -First 2 | ForEach-Object Id) -join ','", "5,4", "GET job?take=2&status=Failed")]
    [InlineData("(Get-PSUJob -Script ops/a.ps1 -Skip 1 | ForEach-Object Id) -join ','", "4,3", "GET job?take=100&script=ops%2Fa.ps1", "GET job?take=100&before=4&script=ops%2Fa.ps1")]
    [InlineData("(Get-PSUJob -Skip 3 | ForEach-Object Id) -join ','", "", "GET job?take=100", "GET job?take=100&before=4")]
    [InlineData("(Get-PSUJob -Identity eve -First 1).Id", "5", "GET job?take=1&identity=eve")]
    [InlineData("(Wait-PSUJob -JobId 5).Status", "Completed", "GET job/5")]
    [InlineData("(Get-PSUJob 5 | Get-PSUJobOutput | ForEach-Object Message) -join ','", "one,careful", "GET job/5", "GET job/5/output?from=1&take=1000")]
    [InlineData("Get-PSUJobPipelineOutput -JobId 5", "one", "GET job/5/output?from=1&take=1000")]
    [InlineData("(Get-PSUJobFeedback -JobId 5).Message", "Sure?", "GET job/5/feedback")]
    [InlineData("Set-PSUJobFeedback -JobFeedback (Get-PSUJobFeedback -JobId 5) -Response 0", "", "GET job/5/feedback", """POST job/5/feedback {"id":3,"response":"0"}""")]
    [InlineData("Get-PSUJobFeedback -JobId 5 | Set-PSUJobFeedback -Response 1", "", "GET job/5/feedback", """POST job/5/feedback {"id":3,"response":"1"}""")]
    [InlineData("(Invoke-PSUScript a -Amount 1234567890.12345678901d -Long 9007199254740993 -Factor 0.1).Id", "5", """POST job {"script":"a","parameters":{"Amount":1234567890.12345678901,"Factor":0.1,"Long":9007199254740993}}""")]
    [InlineData("Stop-PSUJob -Job 5", "", "DELETE job/5")]
    [InlineData("Get-PSUJob -Id 5 | Stop-PSUJob", "", "GET job/5", "DELETE job/5")]
    [InlineData("Get-PSUIdentity -Name EVE", "eve", "GET identity?after=0&take=500")]
    [InlineData("(Get-PSUIdentity -Id 2).Enabled", "True", "GET identity/2")]
    [InlineData("New-PSUIdentity -Name new -Role Reader", "new", """POST identity {"name":"new","roles":["Reader"]}""")]
    [InlineData("(Get-PSUIdentity -Id 2 | Set-PSUIdentity -Role Operator).Roles", "Operator", "GET identity/2", """PUT identity/2 {"role":"Operator"}""")]
    [InlineData("Remove-PSUIdentity -Identity eve", "", "GET identity", "DELETE identity/2")]
    [InlineData("(Grant-PSUAppToken -IdentityName eve -Role Reader,Execute).Token", "unv_secret", """POST apptoken/grant {"identity":"eve","roles":["Reader","Execute"]}""")]
    [InlineData("(Get-PSUAppToken -Identity eve).Revoked", "False", "GET apptoken?identity=eve&after=0&take=500")]
    [InlineData("Get-PSUAppToken | Revoke-PSUAppToken", "", "GET apptoken?after=0&take=500", "DELETE apptoken/6")]
    [InlineData("Get-PSURole Operator", "Operator", "GET role")]
    [InlineData("Get-PSURole -Id 2", "Operator", "GET role")]
    [InlineData("(Get-PSUComputer n1).Status", "Online", "GET computer")]
    [InlineData("(Get-PSUComputer n1).CatalogueHash", "abc", "GET computer")]
    [InlineData("(Set-PSUComputer -Computer n1 -Maintenance $true).Maintenance", "True", """POST computer/n1/maintenance {"enabled":true}""")]
    [InlineData("(Get-PSUComputer -Name n1 | Set-PSUComputer -Maintenance $true).Status", "Maintenance", "GET computer", """POST computer/n1/maintenance {"enabled":true}""")]
    [InlineData("(Get-PSUInformation).Node", "n1", "GET status")]
    public void Cmdlet_AsksWhatTheServerHas(string script, string output, params string[] requests)
    {
        var run = _module.Run(script);
        Assert.Equal(output, string.Join('|', run.Sound().Select(value => value?.ToString())));
        Assert.Equal(requests, _server.Lines);
        Assert.All(_server.Requests, request => Assert.Equal("Bearer unv_t", request.Token));
        var routes = Routes().Matches(SourceFile.Read("docs/roles.md")).Select(route => RouteToRegex(route.Groups[1].Value)).ToArray();
        Assert.All(_server.Requests, request => Assert.Contains(routes, route => Regex.IsMatch(request.Line.Split('?')[0], route)));
    }

    [Theory]
    [InlineData("Set-PSUCache -Key k -Value 1 -SlidingExpiration '00:05'", """PUT cache {"key":"k","value":"<Objs""")]
    [InlineData("Get-PSUCache -Key 'a b'", "GET cache?key=a%20b")]
    [InlineData("Clear-PSUCache", "DELETE cache/all")]
    [InlineData("New-PSUSchedule -Script a -Cron '* * * * *' -Server web", """POST schedule {"cron":"* * * * *","script":"a","parameters":{"Server":"web"}}""")]
    [InlineData("Remove-PSUSchedule -Name s", "GET schedule")]
    [InlineData("Get-PSUVariable -Name v", "GET variable")]
    [InlineData("New-PSUTag -Name t", """POST tag {"name":"t"}""")]
    [InlineData("Set-PSUTag -Id 3 -Color red", """PUT tag/3 {"color":"red"}""")]
    [InlineData("Sync-PSUGit", "POST git/sync")]
    [InlineData("Get-PSUGitStatus", "GET git/status")]
    [InlineData("Start-PSUApp -Dashboard A", "GET app")]
    [InlineData("Get-PSUSetting", "GET settings")]
    [InlineData("New-PSUScript -Name n -ScriptBlock { 1 }", """POST script {"name":"n","scriptBlock":" 1 "}""")]
    public void Cmdlet_ServerHasNoSuchRoute_ErrorSaysSo(string script, string request)
    {
        if (script.StartsWith("New-PSUScript", StringComparison.Ordinal)) _server.Answer("POST script", """{"title":"Method Not Allowed","code":"method_not_allowed"}""", 405);
        var error = Assert.Single(_module.Run(script).Errors);
        Assert.StartsWith("no_route,", error.FullyQualifiedErrorId);
        Assert.Matches($"^{script.Split(' ')[0]}: http://127.0.0.1:[0-9]+/ has no route [A-Z]+ /api/v1/", error.ToString());
        Assert.StartsWith(request.Replace("<", "\\u003C"), _server.Lines[0]);
    }

    [Theory]
    [InlineData("Get-PSUJob -Id 99", "not_found", ErrorCategory.ObjectNotFound)]
    [InlineData("Get-PSUIdentity -Name nobody", "not_found", ErrorCategory.ObjectNotFound)]
    [InlineData("Stop-PSUJob -Job 4", "job_ended", ErrorCategory.ResourceExists)]
    [InlineData("Set-PSUComputer -Computer n2 -Maintenance $true", "forbidden", ErrorCategory.PermissionDenied)]
    [InlineData("New-PSUIdentity -Name x -Password (Get-Secret)", "invalid", ErrorCategory.InvalidArgument)]
    [InlineData("Get-PSUJob -RunId 00000000-0000-0000-0000-000000000001", "InvalidArgument", ErrorCategory.InvalidArgument)]
    [InlineData("Get-PSUComputer -Id 3", "InvalidArgument", ErrorCategory.InvalidArgument)]
    [InlineData("Get-PSUTag -Integrated", "InvalidArgument", ErrorCategory.InvalidArgument)]
    [InlineData("Get-PSUTag -ComputerName elsewhere", "InvalidArgument", ErrorCategory.InvalidArgument)]
    [InlineData("Get-PSUScript -ComputerName http://127.0.0.1:9", "no_answer", ErrorCategory.ConnectionError)]
    [InlineData("New-PSUTag -Name t -Colour red", "InvalidArgument", ErrorCategory.InvalidArgument)]
    [InlineData("Invoke-PSUScript -Name a stray", "InvalidArgument", ErrorCategory.InvalidArgument)]
    public void Failure_IsAnErrorWithTheServersCode_NextIsTried(string script, string code, ErrorCategory category)
    {
        _server
            .Answer("DELETE job/4", """{"title":"Conflict","detail":"The job has ended.","code":"job_ended"}""", 409)
            .Answer("POST computer/n2/maintenance", """{"title":"Forbidden","code":"forbidden"}""", 403)
            .Answer("POST identity", """{"title":"Invalid","code":"invalid","errors":{"password":["Use 12 characters."]}}""", 400)
            .Answer("POST identity", """{"title":"Invalid","code":"invalid","errors":{"password":["Use 12 characters."]}}""", 400);
        _module.Run("Invoke-PSUScript a");
        if (code == "invalid") _module.Run("New-PSUIdentity -Name first");
        var run = _module.Run("function Get-Secret { $s = [securestring]::new(); $s.AppendChar('x'); $s }; " + script + "; 'next'");
        var error = Assert.Single(run.Errors);
        Assert.StartsWith(code + ",", error.FullyQualifiedErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Equal("next", Assert.Single(run.Output).ToString());
        if (code == "invalid") Assert.Contains("Use 12 characters.", error.ToString());
    }

    [Fact]
    public void Unavailable_IsRepeated_WithTheSameKey()
    {
        _server.Answer("POST job", """{"code":"draining"}""", 503, "0").Answer("POST job", Job5, 201);
        _module.Run("Invoke-PSUScript a").Sound();
        _module.Run("Invoke-PSUScript b").Sound();
        var keys = _server.Requests.Select(request => request.Key).ToArray();
        Assert.Equal(3, keys.Length);
        Assert.Equal(2, keys.Distinct().Count());
        Assert.All(keys, key => Assert.False(string.IsNullOrEmpty(key)));
    }

    [Fact]
    public void Wait_ListensUntilTheEnd()
    {
        _server
            .Answer("POST job", Running5, 201).Answer("POST job", Running5, 201)
            .Answer("GET job/6", Running5).Answer("GET job/6", Job5)
            .Answer("GET job/6/output/live", $"event: job\ndata: {Running5}\n\nevent: ping\ndata: {{}}\n\nevent: end\ndata: {Job5}\n\n");
        Assert.Equal("Completed", Assert.Single(_module.Run("(Wait-PSUJob -JobId 6).Status").Sound()).ToString());
        Assert.Equal(["GET job/6", "GET job/6/output/live?from=9223372036854775807", "GET job/6"], _server.Lines);
    }

    [Fact]
    public void Wait_TimeIsUp_IsAnError()
    {
        _server.Answer("GET job/6", Running5).Answer("GET job/6/output/live", $"event: job\ndata: {Running5}\n\n");
        var error = Assert.Single(_module.Run("Wait-PSUJob -JobId 6 -Timeout 1").Errors);
        Assert.Contains("has not ended within 1 s", error.ToString());
    }

    [Fact]
    public async Task Wait_Stopped_EndsAtOnce()
    {
        _server.Answer("GET job/6", Running5).Answer("GET job/6/output/live", $"event: job\ndata: {Running5}\n\n");
        using var powerShell = System.Management.Automation.PowerShell.Create(_module.Runspace).AddScript("Wait-PSUJob -JobId 6; 'after'");
        var running = powerShell.BeginInvoke();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (_server.Requests.Count < 2) await Task.Delay(10, limit.Token);
        await Task.Factory.FromAsync(powerShell.BeginStop, powerShell.EndStop, null).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(PSInvocationState.Stopped, powerShell.InvocationStateInfo.State);
        Assert.Throws<PipelineStoppedException>(() => powerShell.EndInvoke(running));
    }

    [Fact]
    public void InvokeWait_JobFailed_IsAnErrorAfterItsOutput()
    {
        _server.Answer("POST job", Running5, 201).Answer("GET job/5", Job5);
        _module.Run("Invoke-PSUScript a");
        _server.Answer("GET job/5", Job5.Replace("Completed", "Failed"));
        _module.Run("Get-PSUJob 5");
        _module.Run("Get-PSUJob 5");
        var run = _module.Run("Invoke-PSUScript a -Wait");
        Assert.Equal("one", Assert.Single(run.Output).ToString());
        Assert.StartsWith("JobFailed,", Assert.Single(run.Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public void PipelineOutput_IsObjectsAgain()
    {
        var clixml = PSSerializer.Serialize(new PSObject(new { Name = "n", Count = 3 })).Replace("\"", "\\\"").ReplaceLineEndings("");
        _server.Answer("GET job/6/output", Output5.Replace("\"text\":\"one\",\"data\":null", $"\"text\":\"text\",\"data\":\"{clixml}\""));
        Assert.Equal("4", Assert.Single(_module.Run("(Get-PSUJobPipelineOutput -JobId 6).Count + 1").Sound()).ToString());
    }

    [Theory]
    [InlineData("<I32>5</I32>", "Int32", "5")]
    [InlineData("<I64>5000000000</I64>", "Int64", "5000000000")]
    [InlineData("<Db>1.5</Db>", "Double", "1.5")]
    [InlineData("<D>1.50</D>", "Decimal", "1.50")]
    [InlineData("<B>true</B>", "Boolean", "True")]
    [InlineData("<DT>2024-01-02T03:04:05.1234567Z</DT>", "DateTime", "01/02/2024 03:04:05")]
    [InlineData("<TS>P1DT2H</TS>", "TimeSpan", "1.02:00:00")]
    [InlineData("<G>00000000-0000-0000-0000-000000000001</G>", "Guid", "00000000-0000-0000-0000-000000000001")]
    [InlineData("<C>97</C>", "Char", "a")]
    [InlineData("<Version>1.2.3</Version>", "Version", "1.2.3")]
    [InlineData("no xml", "String", "one")]
    public void PipelineOutput_OfSimpleValues_HasTheirTypes(string data, string type, string text)
    {
        _server.Answer("GET job/6/output", Output5.Replace("\"text\":\"one\",\"data\":null", $"\"text\":\"one\",\"data\":\"{data}\""));
        Assert.Equal([type, text], _module.Run("$value = Get-PSUJobPipelineOutput -JobId 6; $value.GetType().Name; [string] $value").Sound().Select(value => value.ToString()!));
    }

    [Fact]
    public void Script_Unknown_IsSaidToBeUnknown()
    {
        _server.Answer("POST job", """{"title":"Not Found","code":"not_found","detail":"There is no script nope.ps1, or it is not yours to run."}""", 404);
        _module.Run("Invoke-PSUScript a");
        var error = Assert.Single(_module.Run("Invoke-PSUScript nope.ps1").Errors);
        Assert.StartsWith("not_found,", error.FullyQualifiedErrorId);
        Assert.Equal("Invoke-PSUScript: There is no script nope.ps1, or it is not yours to run.", error.ToString());
    }

    [Fact]
    public void Job_IsShownById_ItsTimesAndNumbersHaveTheirTypes()
    {
        _server.Answer("GET job/6", Job5.Replace("\"attempt\":1", "\"attempt\":1,\"dueTime\":\"2026-01-02T03:04:05+00:00\",\"parameters\":{\"I\":3,\"L\":9007199254740993,\"De\":1234567890.12345678901,\"F\":0.1}"));
        Assert.Equal(
            ["Int64 Int64 Decimal Double", "9007199254740993 1234567890.12345678901", "Int64 DateTime DateTime Local JobStatus", "Id,ScriptFullPath,Status,ComputerName"],
            _module.Run("""
                $j = Get-PSUJob 6; $p = $j.Parameters
                "$($p.I.GetType().Name) $($p.L.GetType().Name) $($p.De.GetType().Name) $($p.F.GetType().Name)"
                "$($p.L) $($p.De)"
                "$($j.Id.GetType().Name) $($j.CreatedTime.GetType().Name) $($j.DueTime.GetType().Name) $($j.CreatedTime.Kind) $($j.Status.GetType().Name)"
                $j.PSStandardMembers.DefaultDisplayPropertySet.ReferencedPropertyNames -join ','
                """).Sound().Select(value => value.ToString()!));
        Assert.Equal("False", _module.Run("(Get-PSUJob 6).PSObject.Properties.Name -contains 'PSStandardMembers'").Sound()[0].ToString());
        Assert.Equal("6", _module.Run("$s = [System.Management.Automation.PSSerializer]; $s::Deserialize($s::Serialize((Get-PSUJob 6))).Attempt + 5").Sound()[0].ToString());
    }

    [Fact]
    public void InvokeWait_WritesTheStreamsOfTheJob_UnlessSilent()
    {
        Assert.Equal(["careful"], _module.Run("Invoke-PSUScript a -Wait").Warnings);
        Assert.Empty(_module.Run("Invoke-PSUScript a -Wait -WarningAction Ignore").Warnings);
        var silent = _module.Run("Invoke-PSUScript a -Wait -Silent");
        Assert.Empty(silent.Warnings);
        Assert.Equal("one", Assert.Single(silent.Sound()).ToString());
    }

    [Fact]
    public void Connect_TakesUrl_AndTrustCertificate()
    {
        _module.Run($"Connect-PSUServer -Url {_server.Url} -AppToken unv_u -TrustCertificate").Sound();
        _module.Run("Get-PSURole").Sound();
        Assert.Equal("Bearer unv_u", _server.Requests.Last().Token);
        Assert.StartsWith("InvalidArgument,", Assert.Single(_module.Run("Connect-PSUServer -Url http://a -ComputerName http://b").Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public void JobsOfASchedule_AreFoundByItsTimes()
    {
        _server
            .Answer("GET schedule", """[{"id":4,"name":"Nightly"}]""")
            .Answer("GET schedule/4/occurrence", """[{"dueTime":"2026-01-03T00:00:00+00:00","status":"Started","jobId":5},{"dueTime":"2026-01-02T00:00:00+00:00","status":"Missed","jobId":null},{"dueTime":"2026-01-01T00:00:00+00:00","status":"Started","jobId":77}]""");
        Assert.Equal("5", Assert.Single(_module.Run("(Get-PSUJob -Schedule Nightly).Id").Sound()).ToString());
    }

    [Fact]
    public void EveryCmdletThatTakesAServer_TakesItsCertificateAsItIs() =>
        Assert.DoesNotContain(_module.Cmdlets(), cmdlet =>
            // What is refused takes whatever is given.
            cmdlet.Parameters.ContainsKey("AppToken") && !cmdlet.Parameters.ContainsKey("TrustCertificate") && !cmdlet.ImplementingType.IsSubclassOf(typeof(Universal.PowerShell.Declaring.RefusedCmdlet)));

    [Fact]
    public void Job_HasAnIdentityWithAName()
    {
        _server.Answer("GET job/6", Job5.Replace("\"attempt\":1", "\"attempt\":2,\"identity\":\"eve\",\"engine\":\"Embedded\",\"parameters\":{\"A\":1}"));
        Assert.Equal(
            ["eve eve True False 2 Embedded 1 a.ps1"],
            _module.Run("$j = Get-PSUJob 6; \"$($j.Identity) $($j.Identity.Name) $($j.Identity -eq 'EVE') $($j.Identity -eq 'adam') $($j.Attempt) $($j.Engine) $($j.Parameters.A) $($j.Script.FullPath)\"")
                .Sound().Select(value => value.ToString()!));
    }

    [Fact]
    public void Environment_HasWhatTheNodeSaysOfIt()
    {
        _server.Answer("GET environment", """
            [{"name":"AD","engine":"Program","source":"Repository","version":"5.1","path":"C:\\powershell.exe","arguments":["-x"],"modules":[],"variables":["Site"],"available":false,"reason":"Windows only."},
             {"name":"PowerShell","engine":"Embedded","source":"BuiltIn","arguments":[],"modules":["M"],"variables":[],"available":true,"reason":null}]
            """);
        Assert.Equal(
            ["AD Program Repository 5.1 C:\\powershell.exe -x Site False Windows only.", "PowerShell Embedded BuiltIn     True "],
            _module.Run("Get-PSUEnvironment | ForEach-Object { \"$_ $($_.Engine) $($_.Source) $($_.Version) $($_.Path) $($_.Arguments) $($_.Variables) $($_.Available) $($_.Reason)\" }")
                .Sound().Select(value => value.ToString()!));
    }

    [Fact]
    public void Cache_WithoutTheKey_GivesNothing()
    {
        _server.Answer("GET cache", """{"title":"Not Found","detail":"There is none.","code":"not_found"}""", 404);
        _server.Answer("GET cache/all", "{}", 405);
        Assert.Empty(_module.Run("Get-PSUCache -Key k").Sound());
    }

    [Fact]
    public void Cache_RoundTripsObjects()
    {
        _module.Run("Set-PSUCache -Key k -Value @{ a = 1 }");
        var sent = System.Text.Json.JsonDocument.Parse(_server.Requests.First().Body).RootElement.GetProperty("value").GetRawText();
        _server.Answer("GET cache", $$"""{"key":"k","value":{{sent}}}""");
        Assert.Equal("1", Assert.Single(_module.Run("(Get-PSUCache -Key k).a").Sound()).ToString());
    }

    [Fact]
    public async Task Token_GoesToNoOtherServer()
    {
        await using var other = await StubServer.StartAsync();
        other.Answer("GET role", "[]");
        _module.Run($"Get-PSURole -ComputerName {other.Url}").Sound();
        _module.Run($"Get-PSURole -ComputerName {other.Url} -AppToken unv_other").Sound();
        _module.Run("Get-PSURole -AppToken unv_mine").Sound();
        Assert.Equal(["", "Bearer unv_other"], other.Requests.Select(request => request.Token));
        Assert.Equal(["Bearer unv_mine"], _server.Requests.Select(request => request.Token));
    }

    [Fact]
    public async Task Connect_Refused_ConnectsNothing()
    {
        await using var other = await StubServer.StartAsync();
        other.Answer("GET me", """{"title":"Unauthorized","code":"not_signed_in"}""", 401);
        Assert.StartsWith("not_signed_in,", Assert.Single(_module.Run($"Connect-PSUServer -ComputerName {other.Url} -AppToken x").Errors).FullyQualifiedErrorId);
        Assert.Contains("Connect-PSUServer", Assert.Single(_module.Run("Get-PSURole").Errors).ToString());
    }

    [Fact]
    public void Connect_WithCredential_SignsInOnce()
    {
        _server.Answer("POST signin", """{"name":"admin"}""");
        _module.Run($"$s = [securestring]::new(); $s.AppendChar('p'); Connect-PSUServer -ComputerName {_server.Url} -Credential ([pscredential]::new('admin', $s)); Get-PSURole | Out-Null; Get-PSURole | Out-Null").Sound();
        Assert.Equal(["""POST signin {"username":"admin","password":"p"}""", "GET me", "GET role", "GET role"], _server.Lines);
    }

    [Fact]
    public void Refused_WarnsByName()
    {
        var run = _module.Run("New-PSUTerminal -Name t; Get-PSULicense; 'next'");
        Assert.Equal(2, run.Warnings.Count);
        Assert.StartsWith("New-PSUTerminal has no effect: ", run.Warnings[0]);
        Assert.Equal("next", Assert.Single(run.Sound()).ToString());
        Assert.Empty(_server.Lines);
    }

    [Theory]
    [InlineData("(New-PSUApiResponse -StatusCode 404 -Body no).StatusCode", "404")]
    [InlineData("(New-PSUAuthenticationResult -UserName u -Success -Claims { New-PSUAuthorizationClaim -Type Role -Value R }).Claims[0].Value", "R")]
    [InlineData("(New-PSUValidationResult -ErrorMessage e).Success", "False")]
    [InlineData("(New-PSUHealthCheckResult -Message m).Level", "Ok")]
    [InlineData("Measure-PSUBlock -Name n -ScriptBlock { 1 + 1 }", "2")]
    public void Local_AsksNoServer(string script, string output)
    {
        Assert.Equal(output, Assert.Single(_module.Run(script).Sound()).ToString());
        Assert.Empty(_server.Lines);
    }

    private static string RouteToRegex(string route) =>
        "^" + Regex.Replace(route.Replace("/api/v1/", ""), @"\{(\*\*)?[a-zA-Z]+\}", match => match.Value.Contains("**") ? ".+" : "[^/]+") + "$";

    [GeneratedRegex(@"\| `([A-Z]+ /api/v1/[^`]+)`")]
    private static partial Regex Routes();
}
