using Microsoft.Extensions.Caching.Distributed;
using Universal.Cache;

namespace Universal.Grains.Cache;

/// <summary>
/// The cluster's cache for ASP.NET Core (sessions, output) and C# code, under keys that begin with <c>distributed/</c>. Entries are not persisted. A value
/// can have three quarters of <c>Cache:MaxValueLength</c> in bytes.
/// </summary>
internal sealed class ClusterDistributedCache(IGrainFactory grains, TimeProvider time) : IDistributedCache
{
    private const string Prefix = "distributed/";
    private readonly ICacheGrain _cache = grains.GetGrain<ICacheGrain>(0);

    public byte[]? Get(string key) => GetAsync(key).GetAwaiter().GetResult();

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default) =>
        await _cache.Get(Prefix + key).WaitAsync(token) is { } entry ? Convert.FromBase64String(entry.Value) : null;

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => SetAsync(key, value, options).GetAwaiter().GetResult();

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The key, the value or a time is not one that the cache takes.</exception>
    public async Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        // A point in time is by the clock of this node, as whoever computed it meant; the cache's own clock may be another one.
        var fromNow = options.AbsoluteExpirationRelativeToNow ?? (options.AbsoluteExpiration - time.GetUtcNow());
        var result = await _cache.Set(new CacheWrite(
            Prefix + key, Convert.ToBase64String(value), AbsoluteExpirationFromNow: fromNow, SlidingExpiration: options.SlidingExpiration)).WaitAsync(token);
        if (result.Status == CacheSetStatus.Invalid)
            throw new ArgumentException(string.Join(" ", result.Errors.Select(error => $"{error.Key}: {string.Join(" ", error.Value)}")));
        if (result.Status == CacheSetStatus.Full) throw new InvalidOperationException("The cache has no room for it; see Cache:MaxPartitionLength.");
    }

    public void Refresh(string key) => RefreshAsync(key).GetAwaiter().GetResult();

    public Task RefreshAsync(string key, CancellationToken token = default) => _cache.Get(Prefix + key).WaitAsync(token);

    public void Remove(string key) => RemoveAsync(key).GetAwaiter().GetResult();

    public Task RemoveAsync(string key, CancellationToken token = default) => _cache.Remove(Prefix + key).WaitAsync(token);
}
