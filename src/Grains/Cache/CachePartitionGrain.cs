using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Universal.Cache;

namespace Universal.Grains.Cache;

/// <summary>A part of the cache. Key: its number.</summary>
[Alias("universal.ICachePartitionGrain")]
internal interface ICachePartitionGrain : IGrainWithIntegerKey
{
    /// <summary>An entry, or null.</summary>
    [Alias("Get")] Task<CacheEntry?> Get(string key);

    /// <summary>Sets an entry that is sound. False: there is no room.</summary>
    [Alias("Set")] Task<bool> Set(CacheWrite write);

    /// <summary>Removes an entry. False: there was none.</summary>
    [Alias("Remove")] Task<bool> Remove(string key);

    /// <summary>Removes all entries.</summary>
    [Alias("Clear")] Task Clear();
}

/// <summary>See <see cref="ICachePartitionGrain"/>. Never collected while its node lives: it holds what nobody else has.</summary>
[KeepAlive]
internal sealed class CachePartitionGrain(IOptions<CacheOptions> options, TimeProvider time) : Grain, ICachePartitionGrain, IDisposable
{
    private readonly MemoryCache _entries = new(new MemoryCacheOptions { SizeLimit = options.Value.MaxPartitionLength });

    public Task<CacheEntry?> Get(string key) => Task.FromResult(_entries.Get<CacheEntry>(key));

    public Task<bool> Set(CacheWrite write)
    {
        var now = time.GetUtcNow();
        var entry = new CacheEntry(write.Key, write.Value, now, write.AbsoluteExpiration ?? now + write.AbsoluteExpirationFromNow, write.SlidingExpiration);
        var kept = new MemoryCacheEntryOptions
        {
            Size = write.Key.Length + write.Value.Length,
            AbsoluteExpiration = write.AbsoluteExpiration,
            AbsoluteExpirationRelativeToNow = write.AbsoluteExpirationFromNow,
            SlidingExpiration = write.SlidingExpiration,
        };
        // Full, it makes room in the background and refuses until then: room is made here, and the entry offered once more.
        return Task.FromResult(IsSet() || MakeRoom() && IsSet());

        bool IsSet()
        {
            _entries.Set(write.Key, entry, kept);
            return ReferenceEquals(_entries.Get(write.Key), entry);
        }

        bool MakeRoom()
        {
            _entries.Compact(Math.Clamp(2.0 * kept.Size!.Value / options.Value.MaxPartitionLength, 0.1, 1));
            return true;
        }
    }

    public Task<bool> Remove(string key)
    {
        var found = _entries.TryGetValue(key, out _);
        _entries.Remove(key);
        return Task.FromResult(found);
    }

    public Task Clear()
    {
        _entries.Clear();
        return Task.CompletedTask;
    }

    public void Dispose() => _entries.Dispose();
}
