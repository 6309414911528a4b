using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Universal.Gateway.Tests.Hosting;

/// <summary>An answer, read whole.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, string Body, HttpResponseMessage Message)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    public string? Code => Json.GetProperty("code").GetString();
}

/// <summary>A caller of the API with its own cookies, or with a token.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;

    public ApiClient(Uri address, string? token = null)
    {
        Cookies = new CookieContainer();
        // A body that a busy server is about to refuse is not sent before it does.
        var handler = new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false, Expect100ContinueTimeout = TimeSpan.FromSeconds(60) };
        _http = new HttpClient(handler) { BaseAddress = address };
        if (token is not null) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public CookieContainer Cookies { get; }

    public HttpClient Http => _http;

    public Task<ApiAnswer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<ApiAnswer> PostAsync(string path, object? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body, headers);

    public Task<ApiAnswer> PutAsync(string path, object? body) => SendAsync(HttpMethod.Put, path, body);

    public Task<ApiAnswer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body switch
        {
            null => null,
            string raw => new StringContent(raw, Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body),
        };
        // A server that refuses a large body closes the connection, perhaps in the middle of it.
        request.Headers.ExpectContinue = body is string { Length: > 64 * 1024 };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        var response = await _http.SendAsync(request);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }

    public Task<ApiAnswer> SignInAsync(string name, string password) =>
        PostAsync("/api/v1/signin", new { username = name, password });

    public void Dispose() => _http.Dispose();
}
