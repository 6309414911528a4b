using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Universal.PowerShell.Rest;

/// <summary>
/// Asks a server. What can be repeated (everything but POST without a key, and what must be sent once) is repeated while the server says 503 or
/// does not answer, at most <see cref="MaxAttempts"/> times: behind a load balancer the next attempt reaches a node that lives.
/// </summary>
internal sealed class ServerClient : IDisposable
{
    private const int MaxAttempts = 4;
    private static readonly TimeSpan _maxPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _answerLimit = TimeSpan.FromSeconds(100);
    private readonly HttpClient _http;
    private readonly ServerAddress _address;
    private bool _signedIn;

    /// <summary>Creates a client; nothing is asked yet.</summary>
    public ServerClient(ServerAddress address)
    {
        _address = address;
        var handler = new HttpClientHandler { UseDefaultCredentials = address.UseDefaultCredentials, AllowAutoRedirect = false };
        if (address.TrustCertificate) handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;
        _http = new HttpClient(handler) { BaseAddress = address.Url, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (address.Token is { } token) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The server.</summary>
    public Uri Url => _address.Url;

    /// <summary>Sends a request and reads its JSON; null: the answer has no content.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">Path under <c>/api/v1/</c>, with its query.</param>
    /// <param name="body">What to send.</param>
    /// <param name="key">Makes a POST repeatable: the server does the same key once.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="ServerException">The server refused, or does not answer.</exception>
    public JsonElement? Send(HttpMethod method, string path, JsonBody? body, string? key, CancellationToken stop) => Send(method, path, body, key, once: false, stop);

    /// <summary>Sends a request and reads its JSON; null: the answer has no content.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">Path under <c>/api/v1/</c>, with its query.</param>
    /// <param name="body">What to send.</param>
    /// <param name="key">Makes a POST repeatable: the server does the same key once.</param>
    /// <param name="once">It is not repeated: done already, although its answer was lost, it would be refused, and the caller would take that for a failure.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="ServerException">The server refused, or does not answer.</exception>
    public JsonElement? Send(HttpMethod method, string path, JsonBody? body, string? key, bool once, CancellationToken stop)
    {
        SignIn(stop);
        var utf8 = body?.ToUtf8();
        for (var attempt = 1; ; attempt++)
        {
            var last = once || attempt == MaxAttempts || (method == HttpMethod.Post && key is null);
            try
            {
                using var response = SendOnce(method, path, utf8, key, HttpCompletionOption.ResponseContentRead, stop);
                if (response.StatusCode != HttpStatusCode.ServiceUnavailable || last) return Read(response);
                Pause(response.Headers.RetryAfter?.Delta, attempt, stop);
            }
            catch (Exception e) when (e is HttpRequestException or TimeoutException)
            {
                if (last) throw NoAnswer(e, once);
                Pause(null, attempt, stop);
            }
        }
    }

    /// <summary>Reads server-sent events until <paramref name="take"/> says that it has seen enough, or the stream ends.</summary>
    /// <returns>False when the stream ended before.</returns>
    /// <exception cref="ServerException">The server refused, or does not answer.</exception>
    public bool Follow(string path, Func<string, string, bool> take, CancellationToken stop)
    {
        SignIn(stop);
        try
        {
            using var response = SendOnce(HttpMethod.Get, path, null, null, HttpCompletionOption.ResponseHeadersRead, stop);
            if (!response.IsSuccessStatusCode) Read(response);
            using var stream = response.Content.ReadAsStreamAsync().GetAwaiter().GetResult();
            // Reading cannot be cancelled; closing what is read from can.
            using var closing = stop.Register(response.Dispose);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var kind = "";
            while (reader.ReadLine() is { } line)
            {
                if (line.StartsWith("event:", StringComparison.Ordinal)) kind = line.Substring(6).Trim();
                else if (line.StartsWith("data:", StringComparison.Ordinal) && take(kind, line.Substring(5).Trim())) return true;
            }

            return false;
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException)
        {
            throw NoAnswer(e);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            stop.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private void SignIn(CancellationToken stop)
    {
        if (_signedIn || _address.Credential is not { } credential) return;
        var body = new JsonBody { ["Username"] = credential.UserName, ["Password"] = credential.GetNetworkCredential().Password };
        try
        {
            // The cookie stays in the handler.
            using var response = SendOnce(HttpMethod.Post, "signin", body.ToUtf8(), null, HttpCompletionOption.ResponseContentRead, stop);
            Read(response);
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException)
        {
            throw NoAnswer(e);
        }

        _signedIn = true;
    }

    private HttpResponseMessage SendOnce(
        HttpMethod method, string path, byte[]? utf8, string? key, HttpCompletionOption completion, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, new Uri(_address.Url, "api/v1/" + path));
        if (utf8 is not null) request.Content = JsonBody.Content(utf8);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(_answerLimit);
        try
        {
            return _http.SendAsync(request, completion, limit.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException($"There was no answer within {_answerLimit.TotalSeconds:0} s.");
        }
    }

    private static JsonElement? Read(HttpResponseMessage response)
    {
        var text = response.Content.ReadAsStringAsync().GetAwaiter().GetResult();
        if (!response.IsSuccessStatusCode) throw ServerProblem.Read(response.StatusCode, text);
        if (text.Length == 0) return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new ServerException("The answer is no JSON: this is not a server of Universal, or something stands between.", response.StatusCode, "no_json", e);
        }
    }

    private ServerException NoAnswer(Exception e, bool isOpen = false)
    {
        var reason = (e.InnerException ?? e).Message;
        var outcome = isOpen ? ", and what was asked may or may not have been done" : "";
        return new ServerException($"{Url} does not answer{outcome}: {reason}", null, "no_answer", e);
    }

    private static void Pause(TimeSpan? asked, int attempt, CancellationToken stop)
    {
        var pause = asked ?? TimeSpan.FromMilliseconds(250 << attempt);
        stop.WaitHandle.WaitOne(pause < _maxPause ? pause : _maxPause);
        stop.ThrowIfCancellationRequested();
    }
}
