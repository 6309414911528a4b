using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Universal.Grains.Variables;
using Universal.Jobs;

namespace Universal.ScriptHost.Tests;

/// <summary>The platform's variables in a session, and the drive <c>Secret:</c>.</summary>
public sealed class SecretDriveTests(HostFixture host) : IClassFixture<HostFixture>
{
    private readonly RecordingSink _sink = new();

    [Fact]
    public async Task Variables_OfThePlatform_HaveTheirTypes()
    {
        var values = new Dictionary<string, string>
        {
            ["Text"] = "5", ["Whole"] = "\"5\"", ["Flag"] = "\"true\"", ["When"] = "\"2024-05-06\"", ["Odd"] = "\"no number\"", ["Untyped"] = "[1,2]", ["true"] = "\"mine\"",
            ["UAJobId"] = "\"mine\"", ["Login"] = """{"UserName":"u","Password":"p1"}""", ["Hidden"] = "\"p2\"",
        };
        var types = new Dictionary<string, string>
        {
            ["Text"] = "System.String", ["Whole"] = "System.Int32", ["Flag"] = "bool", ["When"] = "DateTime", ["Odd"] = "System.Int32",
            ["Login"] = "System.Management.Automation.PSCredential", ["Hidden"] = "SecureString",
        };
        var start = host.Start("PowerShell", """
            "$($Text.GetType().Name) $($Whole + 1) $($Flag.GetType().Name) $($When.Year) $Odd $($Untyped.Count) $true $($UAJobId -is [long])"
            "$($Login.UserName) $($Login.GetNetworkCredential().Password) $($Hidden.GetType().Name)"
            """) with { Session = new SessionVariables(values, types, []) };
        await host.RunAsync(start, _sink);
        Assert.Empty(_sink.Lines(OutputStream.Error));
        Assert.Equal(["String 6 Boolean 2024 no number 2 True True", "u p1 SecureString"], _sink.Output);
    }

    [Fact]
    public async Task Parameters_SecretOnes_AreSecureStringsAndCredentialsAgain()
    {
        var start = host.Start(
            "PowerShell",
            """
            param([PSCredential] $Login, [securestring] $Pin, $Map)
            "$($Login.UserName) $($Login.GetNetworkCredential().Password) $([System.Net.NetworkCredential]::new('', $Pin).Password) $($Map.List[0].GetType().Name) $($Map.Plain)"
            """,
            """{"Login":{"UserName":"dom\\svc","Password":{"$secret":"p@ss"}},"Pin":{"$secret":"pin-4711"},"Map":{"List":[{"$secret":"a"}],"Plain":5}}""");
        await host.RunAsync(start, _sink);
        Assert.Empty(_sink.Lines(OutputStream.Error));
        Assert.Equal(["dom\\svc p@ss pin-4711 SecureString 5"], _sink.Output);
    }

    [Fact]
    public async Task Parameters_SecretOnesOfAProgram_AreText()
    {
        var start = host.Start("sh", "echo \"$UNIVERSAL_PARAM_PIN\"", """{"Pin":{"$secret":"pin-4711"}}""");
        await host.RunAsync(start, _sink);
        Assert.Equal(["pin-4711"], _sink.Output);
    }

    [Fact]
    public async Task Program_GetsSimpleVariablesThatWereDecidedForIt()
    {
        var start = host.Start("sh", "echo \"$Site|$Port|$Map\"") with
        {
            Session = new SessionVariables(new Dictionary<string, string> { ["Site"] = "\"north\"", ["Port"] = "80", ["Map"] = """{"a":1}""" }, new Dictionary<string, string>(), []),
        };
        await host.RunAsync(start, _sink);
        Assert.Equal(["north|80|"], _sink.Output);
    }

    [Fact]
    public async Task Secret_IsAskedForWhenItIsRead_AndOnce()
    {
        using var server = new SecretServer();
        await RunAsync(server, """
            'first line'
            $Secret:Key; $secret:KEY; "${Secret:Key}!"
            $Secret:Login.UserName; $Secret:Login.GetNetworkCredential().Password
            (Get-ChildItem Secret:).Name -join ','
            Get-PSUVariable -Name Key -ValueOnly
            $Secret:Key
            """);
        Assert.Empty(_sink.Lines(OutputStream.Error));
        Assert.Equal(["first line", "the key", "the key", "the key!", "u", "p", "Key,Login", "the key", "the key"], _sink.Output);
        Assert.Equal(["POST /api/v1/secret/Key/value Bearer t", "POST /api/v1/secret/Login/value Bearer t", "GET /api/v1/variable Bearer t"], server.Requests.Take(3));
        Assert.Equal(2, server.Requests.Count(request => request.Contains("/Key/", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("$x = $Secret:Nothing; \"after '$x'\"", "$Secret:Nothing: There is no secret 'Nothing'.")]
    [InlineData("$Secret:Key = 'other'; 'after'", "Set-PSUVariable")]
    public async Task Secret_ThatIsNotThere_IsAnErrorAndNotEmpty(string script, string error)
    {
        using var server = new SecretServer();
        await RunAsync(server, script);
        Assert.Contains(error, string.Concat(_sink.Lines(OutputStream.Error)));
    }

    private Task RunAsync(SecretServer server, string script)
    {
        var start = host.Start("PowerShell", script);
        return host.RunAsync(start with { Variables = new Dictionary<string, string>(start.Variables) { ["UNIVERSAL_URL"] = server.Url, ["UNIVERSAL_TOKEN"] = "t" } }, _sink);
    }

    private sealed class SecretServer : IDisposable
    {
        private readonly HttpListener _listener = new();

        public SecretServer()
        {
            Url = $"http://127.0.0.1:{Testing.FreePort.Take()}/";
            _listener.Prefixes.Add(Url);
            _listener.Start();
            _ = Task.Run(ServeAsync);
        }

        public string Url { get; }

        public ConcurrentQueue<string> Requests { get; } = new();

        public void Dispose() => _listener.Close();

        private async Task ServeAsync()
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                var path = context.Request.Url!.AbsolutePath;
                Requests.Enqueue($"{context.Request.HttpMethod} {path} {context.Request.Headers["Authorization"]}");
                var (status, body) = path.ToUpperInvariant() switch
                {
                    "/API/V1/SECRET/KEY/VALUE" => (200, """{"name":"Key","userName":null,"value":"the key"}"""),
                    "/API/V1/SECRET/LOGIN/VALUE" => (200, """{"name":"Login","userName":"u","value":"p"}"""),
                    "/API/V1/VARIABLE" => (200, """[{"id":1,"name":"Key","vault":"Database"},{"id":2,"name":"Login","vault":"Database"},{"id":3,"name":"Site","vault":null}]"""),
                    _ => (404, """{"status":404,"code":"not_found","detail":"There is no secret 'Nothing'."}"""),
                };
                context.Response.StatusCode = status;
                context.Response.ContentType = "application/json";
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
                context.Response.Close();
            }
        }
    }
}
