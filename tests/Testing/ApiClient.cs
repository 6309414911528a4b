using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Universal.Jobs;

namespace Universal.Testing;

/// <summary>A job as REST shows it: the part that tests look at, with the names of the JSON.</summary>
public sealed record JobView
{
    public long Id { get; init; }

    public string ScriptFullPath { get; init; } = "";

    public JobState Status { get; init; }

    public int Attempt { get; init; }

    public string? ComputerName { get; init; }

    public long? ParentJobId { get; init; }

    public int? ExitCode { get; init; }

    public string? Reason { get; init; }

    public DateTimeOffset CreatedTime { get; init; }

    public DateTimeOffset? StartTime { get; init; }

    public DateTimeOffset? EndTime { get; init; }
}

/// <summary>Calls one node's REST API, signed in as one user.</summary>
public sealed class ApiClient : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>A client that is not signed in.</summary>
    public ApiClient(Uri url) =>
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = true, CookieContainer = new CookieContainer(), AllowAutoRedirect = false })
        {
            BaseAddress = url,
            Timeout = TimeSpan.FromSeconds(60),
        };

    /// <summary>The underlying client, with the sign-in's cookie.</summary>
    public HttpClient Http { get; }

    /// <summary>Signs in; later calls carry the cookie.</summary>
    public async Task SignInAsync(string username, string password)
    {
        using var answer = await Http.PostAsJsonAsync("api/v1/signin", new { username, password });
        await ThrowOnFailureAsync(answer);
    }

    /// <summary>Creates a job.</summary>
    /// <param name="script">Path, name or number of the script.</param>
    /// <param name="parameters">An object whose properties are the parameters; null: none.</param>
    /// <param name="idempotencyKey">A repeat with the same key gives the job of the first call.</param>
    /// <param name="more">Further fields of the request, for instance <c>computer</c> or <c>priority</c>.</param>
    public async Task<JobView> CreateJobAsync(
        string script, object? parameters = null, string? idempotencyKey = null, params IEnumerable<(string Name, object? Value)> more)
    {
        var body = new Dictionary<string, object?> { ["script"] = script };
        if (parameters is not null) body["parameters"] = parameters;
        foreach (var (name, value) in more) body[name] = value;
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/job") { Content = JsonContent.Create(body, options: Json) };
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var answer = await Http.SendAsync(request);
        await ThrowOnFailureAsync(answer);
        return await ReadAsync<JobView>(answer);
    }

    /// <summary>Reads a job, or null when there is none of that number.</summary>
    public async Task<JobView?> GetJobAsync(long id)
    {
        using var answer = await Http.GetAsync($"api/v1/job/{id}");
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        await ThrowOnFailureAsync(answer);
        return await ReadAsync<JobView>(answer);
    }

    public async Task CancelJobAsync(long id)
    {
        using var answer = await Http.PostAsync($"api/v1/job/{id}/cancel", null);
        await ThrowOnFailureAsync(answer);
    }

    /// <summary>Reads the job again and again until <paramref name="reached"/>. Calls that fail because the node is in trouble are repeated.</summary>
    /// <param name="id">The job.</param>
    /// <param name="what">What is waited for, for the message.</param>
    /// <param name="reached">The condition.</param>
    /// <param name="limit">Default 30 s.</param>
    public async Task<JobView> WaitForJobAsync(long id, string what, Func<JobView, bool> reached, TimeSpan? limit = null)
    {
        JobView? last = null;
        try
        {
            return await Eventually.GetAsync(what, limit ?? TimeSpan.FromSeconds(30), async () =>
            {
                try
                {
                    last = await GetJobAsync(id) ?? last;
                }
                catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
                {
                    return null;
                }

                return last is not null && reached(last) ? last : null;
            });
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"Job {id}: {e.Message}; last seen: {last?.ToString() ?? "nothing"}", e);
        }
    }

    public Task<JobView> WaitForStateAsync(long id, JobState state, TimeSpan? limit = null) =>
        WaitForJobAsync(id, $"state {state}", job => job.Status == state, limit);

    public Task<JobView> WaitForFinalAsync(long id, TimeSpan? limit = null) =>
        WaitForJobAsync(id, "a final state", job => job.Status.IsFinal(), limit);

    /// <summary>All output stored so far.</summary>
    public async Task<IReadOnlyList<JobOutput>> ReadOutputAsync(long id)
    {
        var all = new List<JobOutput>();
        for (long from = 1; ;)
        {
            using var answer = await Http.GetAsync($"api/v1/job/{id}/output?from={from}&take=1000");
            await ThrowOnFailureAsync(answer);
            var page = await ReadAsync<JobOutputPage>(answer);
            all.AddRange(page.Records);
            if (page.Records.Count == 0) return all;
            from = page.NextFrom;
        }
    }

    /// <summary>The texts of one stream, in order.</summary>
    public async Task<IReadOnlyList<string>> ReadTextAsync(long id, OutputStream stream = OutputStream.Output) =>
        [.. (await ReadOutputAsync(id)).Where(record => record.Stream == stream).Select(record => record.Text)];

    public void Dispose() => Http.Dispose();

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer) =>
        await answer.Content.ReadFromJsonAsync<T>(Json) ?? throw new HttpRequestException($"{answer.RequestMessage!.RequestUri} answered null.");

    private static async Task ThrowOnFailureAsync(HttpResponseMessage answer)
    {
        if (answer.IsSuccessStatusCode) return;
        throw new HttpRequestException(
            $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}",
            null, answer.StatusCode);
    }
}
