using System.Net;
using Universal.Gateway.Tests.Hosting;
using Universal.Security;

namespace Universal.Gateway.Tests;

/// <summary>Headers of every answer, names that are answered, and https.</summary>
public sealed class HeaderTests(ClusterFixture cluster)
{
    [Theory]
    [InlineData("/api/v1/status")]
    [InlineData("/api/v1/me")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/nothing")]
    public async Task EveryAnswer_HasTheHeadersThatBrowsersNeed(string path)
    {
        using var client = cluster.As(Roles.Reader);
        var answer = await client.GetAsync(path);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("frame-ancestors 'none'", Header(answer, "Content-Security-Policy"));
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        Assert.Equal("no-store", Header(answer, "Cache-Control"));
        Assert.False(answer.Message.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Host_ThatIsNotAllowed_IsRefusedButForTheStatus()
    {
        await using var node = await TestNode.StartAsync(("Gateway:AllowedHosts:0", "console.example.org"), ("Gateway:AllowedHosts:1", "*.nodes.example.org"));
        using var client = node.Client();
        foreach (var (host, allowed) in new[]
        {
            ("console.example.org", true), ("CONSOLE.example.org:8443", true), ("a.nodes.example.org", true), ("localhost", true), ("127.0.0.1", true),
            ("evil.example", false), ("nodes.example.org", false), ("console.example.org.evil.example", false), ("192.0.2.1", false),
        })
        {
            client.Http.DefaultRequestHeaders.Host = host;
            var answer = await client.GetAsync("/api/v1/setup");
            Assert.True(answer.Status == (allowed ? HttpStatusCode.OK : HttpStatusCode.BadRequest), host);
            if (!allowed) Assert.Equal("host_not_allowed", answer.Code);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/status")).Status);
        }
    }

    [Fact]
    public async Task Http_WithRedirection_IsSentToHttpsButForTheStatus()
    {
        await using var node = await TestNode.StartAsync(
            ("Gateway:HttpsRedirection", "true"), ("Gateway:HttpsPort", "8443"), ("Gateway:Hsts", "365.00:00:00"), ("Gateway:TrustedProxies:0", "127.0.0.1"));
        using var client = node.Client();
        var sent = await client.PostAsync("/api/v1/signin?a=b", new { });
        Assert.Equal((HttpStatusCode)308, sent.Status);
        Assert.Equal("https://127.0.0.1:8443/api/v1/signin?a=b", sent.Message.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/status")).Status);

        var over = await client.GetAsync("/api/v1/setup", ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "192.0.2.7"));
        Assert.Equal(HttpStatusCode.OK, over.Status);
        Assert.Equal("max-age=31536000", Header(over, "Strict-Transport-Security"));
    }

    private static string? Header(ApiAnswer answer, string name) =>
        answer.Message.Headers.TryGetValues(name, out var values) || answer.Message.Content.Headers.TryGetValues(name, out values) ? string.Join(",", values) : null;
}
