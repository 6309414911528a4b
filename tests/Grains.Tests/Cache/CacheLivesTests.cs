using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Universal.Cache;
using Universal.Errors;
using Universal.Grains.Cache;
using Universal.Persistence.Cache;
using Universal.Persistence.Clock;
using Universal.Testing;

namespace Universal.Grains.Tests.Cache;

/// <summary>
/// Two lives of a part at once, over one database: as when a node that was frozen wakes, or a part is given up while it writes. Each is in a cluster of its
/// own, so that neither knows of the other.
/// </summary>
public sealed class CacheLivesTests : IAsyncLifetime
{
    private readonly InMemoryCacheStore _store = new();
    private readonly List<IHost> _hosts = [];
    private ICacheGrain _former = null!;
    private ICacheGrain _next = null!;

    public async ValueTask InitializeAsync() => (_former, _next) = (await StartAsync(), await StartAsync());

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }
    }

    [Fact]
    public async Task Set_ByAFormerLife_FromTheSameVersion_ChangesNothing()
    {
        var version = (await SetAsync(_former, "k", "1")).Version;
        Assert.Equal("1", (await _next.Get("k"))?.Value);
        Assert.Equal(CacheSetStatus.Done, (await SetAsync(_next, "k", "2", version)).Status);

        await Assert.ThrowsAsync<OrleansException>(() => SetAsync(_former, "k", "3", version));
        Assert.Equal("2", _store.Rows.GetValueOrDefault("k")?.Value);

        // That one has ended: whoever asks there again begins a life that knows.
        Assert.Equal("2", (await _former.Get("k"))?.Value);
        await Assert.ThrowsAsync<OrleansException>(() => SetAsync(_next, "k", "4"));
        Assert.Equal("2", _store.Rows.GetValueOrDefault("k")?.Value);
    }

    [Fact]
    public async Task Set_ByAFormerLife_OfANewKey_IsNotAcknowledged()
    {
        Assert.Null(await _former.Get("k"));
        Assert.Null(await _next.Get("k"));
        await Assert.ThrowsAsync<OrleansException>(() => SetAsync(_former, "k", "1", expected: 0));
        Assert.Null(_store.Rows.GetValueOrDefault("k")?.Value);
        Assert.Equal(CacheSetStatus.Done, (await SetAsync(_next, "k", "2", expected: 0)).Status);
    }

    [Fact]
    public async Task Remove_AndUnpersist_ByAFormerLife_LeaveTheRow()
    {
        await SetAsync(_former, "k", "1");
        Assert.Equal("1", (await _next.Get("k"))?.Value);
        await Assert.ThrowsAsync<OrleansException>(() => _former.Remove("k"));
        Assert.Equal("1", _store.Rows.GetValueOrDefault("k")?.Value);

        Assert.Equal("1", (await _former.Get("k"))?.Value);
        await Assert.ThrowsAsync<OrleansException>(() => _next.Set(new CacheWrite("k", "2")));
        Assert.Equal("1", _store.Rows.GetValueOrDefault("k")?.Value);
    }

    [Fact]
    public async Task Clear_ByAFormerLife_LeavesTheRows()
    {
        await SetAsync(_former, "k", "1");
        Assert.Equal("1", (await _next.Get("k"))?.Value);
        await Assert.ThrowsAsync<OrleansException>(() => _former.Clear());
        Assert.Equal("1", _store.Rows.GetValueOrDefault("k")?.Value);
    }

    [Fact]
    public async Task Clear_AnswerLost_NobodyReadsWhatIsGone()
    {
        await SetAsync(_former, "k", "1");
        Assert.Equal("1", (await _former.Get("k"))?.Value);
        _store.LoseClearAnswer = true;
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => _former.Clear());
        Assert.Null(_store.Rows.GetValueOrDefault("k")?.Value);
        Assert.Null(await _former.Get("k"));
        Assert.Equal(CacheSetStatus.Done, (await SetAsync(_former, "k", "2", expected: 0)).Status);
    }

    private static Task<CacheSetResult> SetAsync(ICacheGrain cache, string key, string value, long? expected = null) =>
        cache.Set(new CacheWrite(key, value, Persist: true, ExpectedVersion: expected));

    private async Task<ICacheGrain> StartAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort.Take(), FreePort.Take(), serviceId: "test", clusterId: $"life-{_hosts.Count}");
            silo.Configure<GrainTypeOptions>(types => types.Classes.RemoveWhere(
                type => type.Assembly == typeof(CacheOptions).Assembly && type.Namespace != typeof(CacheOptions).Namespace));
            silo.AddCache(builder.Configuration);
        });
        builder.Services.AddSingleton<ICacheStore>(_store);
        builder.Services.AddSingleton<IDatabaseClock>(_store);
        var host = builder.Build();
        _hosts.Add(host);
        await host.StartAsync();
        return host.Services.GetRequiredService<IGrainFactory>().GetGrain<ICacheGrain>(0);
    }
}
