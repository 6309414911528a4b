using System.Net;
using System.Text.Json;
using Universal.Gateway.Tests.Hosting;

namespace Universal.Gateway.Tests;

public sealed class OpenApiTests(ClusterFixture cluster)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public async Task Document_EqualsSnapshot()
    {
        using var client = cluster.Node.Client();
        var answer = await client.GetAsync("/openapi/v1.json");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var document = JsonSerializer.Serialize(answer.Json, Indented) + "\n";
        var path = Repository.File("tests/Gateway.Tests/openapi.v1.json");
        if (Repository.Update) await File.WriteAllTextAsync(path, document);

        Assert.Equal(await File.ReadAllTextAsync(path), document);
    }

    [Fact]
    public async Task Document_DescribesEveryOperation()
    {
        using var client = cluster.Node.Client();
        var paths = (await client.GetAsync("/openapi/v1.json")).Json.GetProperty("paths");
        var operations = paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => (Path: path.Name, operation.Value))).ToArray();

        Assert.True(operations.Length > 45, $"only {operations.Length} operations");
        Assert.All(operations, operation => Assert.True(operation.Value.TryGetProperty("summary", out _), operation.Path));
    }

    [Fact]
    public async Task Reference_IsServedWithItsScriptFromTheNode()
    {
        using var client = cluster.Node.Client();
        var redirected = await client.GetAsync("/api/docs");
        var page = redirected.Message.Headers.Location is { } location ? await client.GetAsync(new Uri(new Uri(cluster.Node.Address, "/api/docs"), location).PathAndQuery) : redirected;
        var script = await client.GetAsync("/api/docs/scalar.js");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("cdn.jsdelivr.net", page.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, script.Status);
        Assert.True(script.Body.Length > 100_000);
    }
}
