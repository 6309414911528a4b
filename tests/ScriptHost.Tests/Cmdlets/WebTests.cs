using System.Net;
using System.Text;

namespace Universal.ScriptHost.Tests.Cmdlets;

/// <summary>Web requests, to a server of the test's own. <c>$web</c> stands for its address.</summary>
public sealed class WebTests(CmdletFixture engine, WebTests.Server server) : IClassFixture<CmdletFixture>, IClassFixture<WebTests.Server>
{
    public static TheoryData<string, string> Cases => CmdletTable.Parse("""
        # Invoke-RestMethod
        (Invoke-RestMethod $web/json).a => 1
        (Invoke-RestMethod $web/json).list => x|y
        (irm $web/json).a => 1
        Invoke-RestMethod $web/text => plain
        (Invoke-RestMethod $web/xml).root.item => one
        (Invoke-RestMethod $web/rss).title => first|second
        (Invoke-RestMethod $web/array).Count => 2
        (Invoke-RestMethod $web/echo).method => GET
        (Invoke-RestMethod $web/echo -Method Put -Body 'x').method => PUT
        (Invoke-RestMethod $web/echo -CustomMethod PURGE).method => PURGE
        (Invoke-RestMethod $web/echo -Method Post -Body 'text').body => text
        (Invoke-RestMethod $web/echo -Method Post -Body @{ a = 1 }).body => a=1
        (Invoke-RestMethod $web/echo -Method Post -Body @{ a = 'x y&' }).body => a=x+y%26
        (Invoke-RestMethod $web/echo -Method Post -Body @{ a = 1 }).type => application/x-www-form-urlencoded
        (Invoke-RestMethod $web/echo -Body @{ q = 'z' }).query => ?q=z
        (Invoke-RestMethod "$web/echo?a=1" -Body @{ q = 'z' }).query => ?a=1&q=z
        (Invoke-RestMethod $web/echo -Method Post -Body '{"a":1}' -ContentType 'application/json').type => application/json
        ('piped' | Invoke-RestMethod $web/echo -Method Post).body => piped
        (Invoke-RestMethod $web/echo -Headers @{ 'X-Mine' = 'v' }).mine => v
        (Invoke-RestMethod $web/echo -UserAgent 'agent 1').agent => agent 1
        (Invoke-RestMethod $web/echo -Authentication Bearer -Token (ConvertTo-SecureString t -AsPlainText) -AllowUnencryptedAuthentication).authorization => Bearer t
        $c = [pscredential]::new('u', (ConvertTo-SecureString p -AsPlainText)); (Invoke-RestMethod $web/echo -Authentication Basic -Credential $c -AllowUnencryptedAuthentication).authorization => Basic dTpw
        Invoke-RestMethod $web/echo -Authentication Bearer -Token (ConvertTo-SecureString t -AsPlainText) => !!WebCmdletAllowUnencryptedAuthenticationRequiredException,Microsoft.PowerShell.Commands.InvokeRestMethodCommand
        Invoke-RestMethod $web/echo -Authentication Bearer -AllowUnencryptedAuthentication => !!WebCmdletAuthenticationTokenNotSuppliedException,Microsoft.PowerShell.Commands.InvokeRestMethodCommand
        Invoke-RestMethod $web/status/404 => !!WebCmdletWebResponseException,Microsoft.PowerShell.Commands.InvokeRestMethodCommand
        try { Invoke-RestMethod $web/status/404 } catch { [int]$_.Exception.Response.StatusCode; $_.ErrorDetails.Message } => 404|status 404
        try { Invoke-RestMethod $web/status/500 } catch { $_.Exception.GetType().FullName } => Microsoft.PowerShell.Commands.HttpResponseException
        Invoke-RestMethod $web/status/404 -SkipHttpErrorCheck => status 404
        Invoke-RestMethod $web/status/404 -SkipHttpErrorCheck -StatusCodeVariable s | Out-Null; $s => 404
        Invoke-RestMethod $web/json -ResponseHeadersVariable h | Out-Null; $h['X-Server'] => test
        Invoke-RestMethod $web/json -StatusCodeVariable s | Out-Null; $s => 200
        Invoke-RestMethod $web/text -OutFile o.txt; Get-Content o.txt => plain
        Invoke-RestMethod $web/text -OutFile o.txt -PassThru => plain
        Set-Content i.txt 'file' -NoNewline; (Invoke-RestMethod $web/echo -Method Post -InFile i.txt).body => file
        Invoke-RestMethod $web/echo -Method Post -Body x -InFile y => !!WebCmdletBodyConflictException,Microsoft.PowerShell.Commands.InvokeRestMethodCommand
        (Invoke-RestMethod $web/echo -Form @{ a = 'v' }).body -match 'name=a' => True
        Set-Content i.txt 'file'; (Invoke-RestMethod $web/echo -Form @{ f = Get-Item i.txt }).body -match 'filename=i.txt' => True
        (Invoke-RestMethod $web/redirect).method => GET
        Invoke-RestMethod $web/redirect -MaximumRedirection 0 => !!WebCmdletWebResponseException,Microsoft.PowerShell.Commands.InvokeRestMethodCommand
        Invoke-RestMethod $web/cookie -SessionVariable s | Out-Null; (Invoke-RestMethod $web/echo -WebSession $s).cookie => c=1
        Invoke-RestMethod $web/flaky/a -MaximumRetryCount 2 -RetryIntervalSec 1 => third time
        Invoke-RestMethod $web/slow -TimeoutSec 1 => !!ConnectionTimeoutReached,Microsoft.PowerShell.Commands.InvokeRestMethodCommand
        Invoke-RestMethod http://localhost:1/ => !!WebCmdletWebResponseException,Microsoft.PowerShell.Commands.InvokeRestMethodCommand
        Invoke-RestMethod $web/page/1 -FollowRelLink | ForEach-Object n => 1|2|3
        Invoke-RestMethod $web/page/1 -FollowRelLink -MaximumFollowRelLink 2 | ForEach-Object n => 1|2
        # Invoke-WebRequest
        (Invoke-WebRequest $web/text).StatusCode => 200
        (Invoke-WebRequest $web/text).StatusDescription => OK
        (Invoke-WebRequest $web/text).Content => plain
        (Invoke-WebRequest $web/text).Headers['X-Server'] => test
        (Invoke-WebRequest $web/text).GetType().FullName => Microsoft.PowerShell.Commands.BasicHtmlWebResponseObject
        (Invoke-WebRequest $web/html).Links.href => /a|/b
        (Invoke-WebRequest $web/html).Images.src => i.png
        (Invoke-WebRequest $web/bytes).Content => 1|2|3
        (Invoke-WebRequest $web/text -Method Head).Content.Length => 0
        (Invoke-WebRequest $web/json).Content | ConvertFrom-Json | ForEach-Object a => 1
        (Invoke-WebRequest $web/text).RawContent -like 'HTTP/1.1 200 OK*plain' => True
        Invoke-WebRequest $web/status/404 => !!WebCmdletWebResponseException,Microsoft.PowerShell.Commands.InvokeWebRequestCommand
        (Invoke-WebRequest $web/status/404 -SkipHttpErrorCheck).StatusCode => 404
        Invoke-WebRequest $web/bytes -OutFile o.bin; Get-Content o.bin -AsByteStream => 1|2|3
        (iwr $web/text -UseBasicParsing).RawContentLength => 5
        """);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Expression_Writes(string expression, string expected) =>
        Assert.Equal(expected, await engine.EvaluateAsync(expression.Replace("$web", server.Address, StringComparison.Ordinal)));

    /// <summary>Answers what the cases ask for.</summary>
    public sealed class Server : IAsyncLifetime
    {
        private readonly HttpListener _listener = new();
        private readonly Dictionary<string, int> _asked = [];
        private Task _serving = Task.CompletedTask;
        private readonly CancellationTokenSource _closing = new();

        public string Address { get; private set; } = "";

        public ValueTask InitializeAsync()
        {
            for (var port = 21_000; ; port++)
            {
                try
                {
                    _listener.Prefixes.Clear();
                    _listener.Prefixes.Add($"http://localhost:{port}/");
                    _listener.Start();
                    Address = $"http://localhost:{port}";
                    break;
                }
                catch (HttpListenerException) when (port < 21_100)
                {
                    // Somebody else has it.
                }
            }

            _serving = ServeAsync();
            return ValueTask.CompletedTask;
        }

        public async ValueTask DisposeAsync()
        {
            // A listener that is being closed still takes who waits for the next request, and never answers them.
            await _closing.CancelAsync();
            _listener.Close();
            await _serving;
            _closing.Dispose();
        }

        private async Task ServeAsync()
        {
            while (!_closing.IsCancellationRequested)
            {
                try
                {
                    var context = await _listener.GetContextAsync().WaitAsync(_closing.Token);
                    context.Response.Headers["X-Server"] = "test";
                    await AnswerAsync(context);
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
                {
                    // The client has gone, or the listener is being closed.
                }
            }
        }

        private async Task AnswerAsync(HttpListenerContext context)
        {
            var (request, response) = (context.Request, context.Response);
            var parts = request.Url!.AbsolutePath.Trim('/').Split('/');
            var (type, body) = parts[0] switch
            {
                "json" => ("application/json", """{"a":1,"list":["x","y"]}"""),
                "array" => ("application/json", """[{"a":1},{"a":2}]"""),
                "xml" => ("application/xml", "<root><item>one</item></root>"),
                "rss" => ("application/rss+xml", "<rss><channel><item><title>first</title></item><item><title>second</title></item></channel></rss>"),
                "html" => ("text/html", "<html><a href=\"/a\">A</a> <a class='c' href='/b'>B</a> <img src=\"i.png\"></html>"),
                "bytes" => ("application/octet-stream", "\u0001\u0002\u0003"),
                "echo" => ("application/json", await EchoAsync(request)),
                "status" => ("text/plain", $"status {parts[1]}"),
                "flaky" => ("text/plain", "third time"),
                "page" => ("application/json", $$"""{"n":{{parts[1]}}}"""),
                _ => ("text/plain", "plain"),
            };
            if (parts[0] == "status")
                response.StatusCode = int.Parse(parts[1]);
            if (parts[0] == "flaky" && (_asked[parts[1]] = _asked.GetValueOrDefault(parts[1]) + 1) < 3)
                response.StatusCode = 503;
            if (parts[0] == "redirect")
                response.Redirect($"{Address}/echo");
            if (parts[0] == "cookie")
                response.AppendCookie(new Cookie("c", "1", "/"));
            if (parts[0] == "page" && parts[1] != "3")
                response.Headers["Link"] = $"<{Address}/page/{int.Parse(parts[1]) + 1}>; rel=\"next\"";
            if (parts[0] == "slow")
                await Task.Delay(TimeSpan.FromSeconds(3));
            response.ContentType = type;
            if (request.HttpMethod != "HEAD")
                await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
            response.Close();
        }

        private static async Task<string> EchoAsync(HttpListenerRequest request)
        {
            using var reader = new StreamReader(request.InputStream);
            return System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string?>
            {
                ["method"] = request.HttpMethod,
                ["body"] = await reader.ReadToEndAsync(),
                ["type"] = request.ContentType,
                ["query"] = request.Url!.Query,
                ["mine"] = request.Headers["X-Mine"],
                ["agent"] = request.UserAgent,
                ["authorization"] = request.Headers["Authorization"],
                ["cookie"] = request.Headers["Cookie"],
            });
        }
    }
}
