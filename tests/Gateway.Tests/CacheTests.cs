using System.Net;
using Universal.Gateway.Tests.Hosting;
using Universal.Security;

namespace Universal.Gateway.Tests;

/// <summary>The cluster's cache over REST, with its real grains.</summary>
public sealed class CacheTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Entry_SetByOne_IsReadByAnotherUntilItIsRemoved()
    {
        using var writer = cluster.As(Roles.Execute);
        using var reader = cluster.As(Roles.Operator);
        var key = $"key {Guid.NewGuid()} ä/?&";
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync(Path(key))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await writer.PutAsync("/api/v1/cache", new { key, value = "one", slidingExpiration = "00:10:00" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await writer.PutAsync("/api/v1/cache", new { key, value = "two", absoluteExpirationFromNow = "01:00:00" })).Status);

        var entry = await reader.GetAsync(Path(key));
        Assert.Equal(("two", key), (entry.Json.GetProperty("value").GetString(), entry.Json.GetProperty("key").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync(Path(key.ToUpperInvariant()))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await reader.DeleteAsync(Path(key))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await reader.DeleteAsync(Path(key))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync(Path(key))).Status);
    }

    [Fact]
    public async Task Entry_AfterItsTime_IsGone()
    {
        using var client = cluster.As(Roles.Execute);
        var key = $"{Guid.NewGuid()}";
        await client.PutAsync("/api/v1/cache", new { key, value = "v", absoluteExpirationFromNow = "00:00:00.3" });
        await Universal.Testing.Eventually.IsTrueAsync("it is gone", TimeSpan.FromSeconds(20), async () => (await client.GetAsync(Path(key))).Status == HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Set_Unsound_SaysWhatToChange()
    {
        using var client = cluster.As(Roles.Execute);
        var answer = await client.PutAsync("/api/v1/cache", new { key = new string('k', 10_000), value = (string?)null, slidingExpiration = "-00:01:00" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(["key", "slidingExpiration", "value"], answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
        var large = await client.PutAsync("/api/v1/cache", new { key = "large", value = new string('v', 5_000_000) });
        Assert.Contains("Cache:MaxValueLength", large.Body);
    }

    private static string Path(string key) => $"/api/v1/cache?key={Uri.EscapeDataString(key)}";
}
