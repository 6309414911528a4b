using System.Diagnostics;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Universal.Repository.Tests.Git;

/// <summary>Serves a sandbox's remote over smart HTTP, by git's own program for it, with the faults that a test wants.</summary>
public sealed class GitHttpServer : IAsyncDisposable
{
    private readonly GitSandbox _sandbox;
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _ends = new();
    private readonly string _backend = Path.Combine(GitSandbox.Run("/", "--exec-path"), "git-http-backend");

    private GitHttpServer(GitSandbox sandbox, X509Certificate2? certificate)
    {
        _sandbox = sandbox;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>URL of the remote.</summary>
    public string Url => _app.Urls.First() + "/remote.git";

    /// <summary>User and secret, with a colon between, that it wants.</summary>
    public string? Credentials { get; set; }

    /// <summary>Answers nothing.</summary>
    public bool Hangs { get; set; }

    /// <summary>Breaks off after so many bytes of a pack.</summary>
    public int? CutAfter { get; set; }

    /// <summary>What happens between the begin of a push and its end.</summary>
    public Func<Task>? OnPush { get; set; }

    /// <summary>Takes a push and breaks off without an answer.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>Leads everybody to this server.</summary>
    public GitHttpServer? LeadsTo { get; set; }

    /// <summary>Whether somebody gave it credentials.</summary>
    public bool WasGivenCredentials { get; private set; }

    /// <summary>How often it was asked.</summary>
    public int Requests { get; private set; }

    public static async Task<GitHttpServer> StartAsync(GitSandbox sandbox, X509Certificate2? certificate = null)
    {
        var server = new GitHttpServer(sandbox, certificate);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync();
        await _app.DisposeAsync();
        _ends.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Requests++;
        WasGivenCredentials |= context.Request.Headers.Authorization.Count > 0;
        if (LeadsTo is not null)
        {
            context.Response.Redirect(LeadsTo._app.Urls.First() + context.Request.Path + context.Request.QueryString);
            return;
        }

        if (Hangs)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_ends.Token, context.RequestAborted);
            var end = new TaskCompletionSource();
            await using var registration = either.Token.Register(end.SetResult);
            await end.Task;
            context.Abort();
            return;
        }

        var expected = Credentials is null ? null : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Credentials));
        if (expected is not null && context.Request.Headers.Authorization != expected)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"git\"";
            return;
        }

        var pushes = context.Request.Path.Value!.EndsWith("/git-receive-pack", StringComparison.Ordinal);
        if (pushes && OnPush is not null) await OnPush();
        using var process = Start(context.Request);
        await context.Request.Body.CopyToAsync(process.StandardInput.BaseStream);
        process.StandardInput.Close();
        using var answer = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(answer);
        await process.WaitForExitAsync();
        if (pushes && LosesAnswers)
        {
            context.Abort();
            return;
        }

        await SendAsync(context, answer.ToArray());
    }

    private Process Start(HttpRequest request)
    {
        var start = new ProcessStartInfo(_backend) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["GIT_PROJECT_ROOT"] = _sandbox.Root;
        start.Environment["GIT_HTTP_EXPORT_ALL"] = "1";
        start.Environment["REMOTE_USER"] = "somebody";
        start.Environment["REQUEST_METHOD"] = request.Method;
        start.Environment["PATH_INFO"] = request.Path;
        start.Environment["QUERY_STRING"] = request.QueryString.Value?.TrimStart('?') ?? "";
        start.Environment["CONTENT_TYPE"] = request.ContentType ?? "";
        start.Environment["HTTP_CONTENT_ENCODING"] = request.Headers.ContentEncoding.ToString();
        start.Environment["GIT_PROTOCOL"] = request.Headers["Git-Protocol"].ToString();
        return Process.Start(start)!;
    }

    // Lines of headers, an empty line, the body.
    private async Task SendAsync(HttpContext context, byte[] answer)
    {
        var end = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var line in Encoding.ASCII.GetString(answer, 0, end).Split("\r\n"))
        {
            var (name, value) = (line.Split(": ", 2)[0], line.Split(": ", 2)[1]);
            if (name == "Status") context.Response.StatusCode = int.Parse(value.AsSpan(0, 3), System.Globalization.CultureInfo.InvariantCulture);
            else context.Response.Headers[name] = value;
        }

        var body = answer.AsMemory(end + 4);
        if (CutAfter is { } cut && context.Request.Path.Value!.EndsWith("/git-upload-pack", StringComparison.Ordinal) && body.Length > cut)
        {
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body[..cut]);
            await context.Response.Body.FlushAsync();
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(body);
    }
}
