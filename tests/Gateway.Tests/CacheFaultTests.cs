using System.Net;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Universal.Gateway.Tests.Hosting;
using Universal.Security;

namespace Universal.Gateway.Tests;

/// <summary>The cluster's cache while the database is away, and as ASP.NET Core sees it.</summary>
public sealed class CacheFaultTests(OwnClusterFixture cluster) : IClassFixture<OwnClusterFixture>
{
    [Fact]
    public async Task Database_Away_LeavesWhatIsInMemory()
    {
        using var client = cluster.As(Roles.Execute);
        var (memory, kept) = ($"memory {Guid.NewGuid()}", $"kept {Guid.NewGuid()}");
        await client.PutAsync("/api/v1/cache", new { key = memory, value = "1" });
        await client.PutAsync("/api/v1/cache", new { key = kept, value = "1", persist = true });
        cluster.Node.Cache.IsDown = true;
        try
        {
            Assert.Equal(HttpStatusCode.NoContent, (await client.PutAsync("/api/v1/cache", new { key = memory, value = "2" })).Status);
            Assert.Equal("2", (await client.GetAsync(Path(memory))).Json.GetProperty("value").GetString());
            Assert.Equal("1", (await client.GetAsync(Path(kept))).Json.GetProperty("value").GetString());
            var refused = await client.PutAsync("/api/v1/cache", new { key = kept, value = "2", persist = true });
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "database_unavailable"), (refused.Status, refused.Json.GetProperty("code").GetString()));
            // Whether that happened nobody knows before the database answers.
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync(Path(kept))).Status);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.DeleteAsync(Path(kept))).Status);
        }
        finally
        {
            cluster.Node.Cache.IsDown = false;
        }

        Assert.Equal("1", (await client.GetAsync(Path(kept))).Json.GetProperty("value").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await client.PutAsync("/api/v1/cache", new { key = kept, value = "3", persist = true })).Status);
        Assert.Equal("3", cluster.Node.Cache.Rows[kept].Value);

        // No longer persisted, or removed, it has no row.
        await client.PutAsync("/api/v1/cache", new { key = kept, value = "4" });
        Assert.False(cluster.Node.Cache.Rows.ContainsKey(kept));
        await client.PostAsync("/api/v1/cache/counter", new { key = kept, persist = true });
        Assert.Equal("5", cluster.Node.Cache.Rows[kept].Value);
        await client.DeleteAsync(Path(kept));
        Assert.False(cluster.Node.Cache.Rows.ContainsKey(kept));
    }

    [Fact]
    public async Task DistributedCache_Bytes_ComeBack()
    {
        var cache = cluster.Node.Services.GetRequiredService<IDistributedCache>();
        var key = $"{Guid.NewGuid()}";
        byte[] value = [0, 1, 255, 128];
        Assert.Null(await cache.GetAsync(key));
        await cache.SetAsync(key, value, new DistributedCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(1), AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1) });
        await cache.RefreshAsync(key);
        Assert.Equal(value, await cache.GetAsync(key));
        await cache.SetAsync(key, [], new DistributedCacheEntryOptions { AbsoluteExpiration = TimeProvider.System.GetUtcNow().AddMinutes(1) });
        Assert.Empty((await cache.GetAsync(key))!);
        await cache.RemoveAsync(key);
        Assert.Null(await cache.GetAsync(key));
        await Assert.ThrowsAsync<ArgumentException>(() => cache.SetAsync(new string('k', 400), value, new DistributedCacheEntryOptions()));
    }

    private static string Path(string key) => $"/api/v1/cache?key={Uri.EscapeDataString(key)}";
}
