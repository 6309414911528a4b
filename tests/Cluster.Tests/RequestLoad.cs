using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace Universal.Cluster.Tests;

/// <summary>Requests to one address at a fixed rate, whether answers come or not, and what became of them.</summary>
internal sealed class RequestLoad : IDisposable
{
    private readonly ConcurrentQueue<Outcome> _outcomes = [];
    private readonly HttpClient _http;

    public RequestLoad(string name, Uri url, string token)
    {
        Name = name;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = url, Timeout = TimeSpan.FromSeconds(60) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Head of the table of <see cref="Row"/>.</summary>
    public static string Head => "| through | requests | GET | POST | PUT | failed | p50 ms | p99 ms | slowest ms |\n|---|---|---|---|---|---|---|---|---|";

    public string Name { get; }

    /// <summary>How many failed: no answer, or one that is no success.</summary>
    public int Failed => _outcomes.Count(outcome => outcome.Error is not null);

    /// <summary>The failures, with the time since the beginning.</summary>
    public IEnumerable<string> Failures => _outcomes.Where(outcome => outcome.Error is not null).OrderBy(outcome => outcome.At).Select(outcome => string.Create(
        CultureInfo.InvariantCulture, $"{Name} {outcome.At.TotalSeconds:0.000} s, after {outcome.Took.TotalMilliseconds:0} ms: {outcome.What} {outcome.Error}"));

    /// <summary>The figures as a row.</summary>
    public string Row
    {
        get
        {
            var took = _outcomes.Select(outcome => outcome.Took.TotalMilliseconds).Order().ToArray();
            return string.Create(
                CultureInfo.InvariantCulture,
                $"| {Name} | {took.Length} | {Count("GET")} | {Count("POST")} | {Count("PUT")} | {Failed} | {took[took.Length / 2]:0} | {took[took.Length * 99 / 100]:0} | {took[^1]:0} |");
        }
    }

    /// <summary>How many were sent.</summary>
    public int Sent { get; private set; }

    /// <summary>Sends requests until there are <paramref name="count"/>, or more as long as <paramref name="goOn"/> says so, and waits for their answers.</summary>
    public async Task RunAsync(int count, double perSecond, Func<int, HttpRequestMessage> make, Func<bool>? goOn = null)
    {
        var clock = Stopwatch.StartNew();
        var sent = new List<Task>(count);
        for (var i = 0; i < count || goOn?.Invoke() == true; i++)
        {
            var wait = TimeSpan.FromSeconds(i / perSecond) - clock.Elapsed;
            if (wait > TimeSpan.Zero) await Task.Delay(wait);
            sent.Add(SendAsync(make(i), clock));
            Sent++;
        }

        await Task.WhenAll(sent);
    }

    public void Dispose() => _http.Dispose();

    private async Task SendAsync(HttpRequestMessage request, Stopwatch clock)
    {
        using var _ = request;
        var at = clock.Elapsed;
        string? error = null;
        try
        {
            using var answer = await _http.SendAsync(request);
            if (!answer.IsSuccessStatusCode) error = $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            error = failure.ToString();
        }

        _outcomes.Enqueue(new Outcome(request.Method.Method, $"{request.Method} {request.RequestUri}", at, clock.Elapsed - at, error));
    }

    private int Count(string method) => _outcomes.Count(outcome => outcome.Method == method);

    private sealed record Outcome(string Method, string What, TimeSpan At, TimeSpan Took, string? Error);
}
