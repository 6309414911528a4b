using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Universal.PowerShell.Tests.Rest;

/// <summary>A request as it arrived.</summary>
public sealed record StubRequest(string Line, string Body, string? Token, string? Key)
{
    public override string ToString() => Body.Length > 0 ? $"{Line} {Body}" : Line;
}

/// <summary>A web server that answers what a test says, and 404 to everything else.</summary>
public sealed class StubServer : IAsyncDisposable
{
    private const string NotFound = """{"title":"Not Found","status":404,"code":"not_found","traceId":"00-1"}""";
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<(int Status, string Json, string? RetryAfter)>> _answers = new();

    private StubServer(WebApplication app) => _app = app;

    public ConcurrentQueue<StubRequest> Requests { get; } = new();

    public IReadOnlyList<string> Lines => [.. Requests.Select(request => request.ToString())];

    public string Url => _app.Urls.First();

    public static async Task<StubServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new StubServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Says what a request is answered. Several for one request are given one after the other; the last one stays.</summary>
    /// <param name="request">Method and path under /api/v1/, without the query.</param>
    /// <param name="json">The body.</param>
    /// <param name="status">The status; 0: the connection is broken off instead.</param>
    /// <param name="retryAfter">When to ask again.</param>
    public StubServer Answer(string request, string json, int status = 200, string? retryAfter = null)
    {
        _answers.GetOrAdd(request, _ => new()).Enqueue((status, json, retryAfter));
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        // As it was sent: escapes are part of what is tested.
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget.Replace("/api/v1/", "");
        Requests.Enqueue(new(
            $"{http.Request.Method} {target}", body, http.Request.Headers.Authorization.ToString(), http.Request.Headers["Idempotency-Key"].ToString()));
        var (status, json, retryAfter) = (404, NotFound, (string?)null);
        // As a server does: of a route that it does not have it says so.
        var route = target.Split('/', '?')[0];
        if (!_answers.Keys.Any(known => known.Split(' ')[1].Split('/')[0] == route)) json = json.Replace("not_found", "no_route");
        if (_answers.TryGetValue($"{http.Request.Method} {target.Split('?')[0]}", out var answers))
            (status, json, retryAfter) = answers.Count > 1 && answers.TryDequeue(out var next) ? next : answers.First();
        if (status == 0)
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = status;
        if (retryAfter is not null) http.Response.Headers.RetryAfter = retryAfter;
        if (json.StartsWith("event:", StringComparison.Ordinal))
        {
            http.Response.ContentType = "text/event-stream";
            await http.Response.WriteAsync(json);
            await http.Response.Body.FlushAsync();
            if (!json.Contains("event: end", StringComparison.Ordinal)) await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { });
            return;
        }

        http.Response.ContentType = status < 400 ? "application/json" : "application/problem+json";
        if (json.Length > 0) await http.Response.WriteAsync(json);
    }
}
