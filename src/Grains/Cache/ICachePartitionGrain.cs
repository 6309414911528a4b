using Universal.Cache;
using Universal.Calls;

namespace Universal.Grains.Cache;

/// <summary>What reading an entry gave.</summary>
/// <param name="Entry">The entry, or null.</param>
/// <param name="Lease">For how long the reader may answer from a copy of it, from before it asked; zero: not at all.</param>
/// <param name="Epoch">The life of the part that lends it.</param>
[GenerateSerializer, Immutable, Alias("universal.CacheReading")]
internal sealed record CacheReading([property: Id(0)] CacheEntry? Entry, [property: Id(1)] TimeSpan Lease = default, [property: Id(2)] long Epoch = 0);

/// <summary>
/// A part of the cache. Key: its number. It is the only one that changes its keys, one change of a key at a time. Every method can fail because the
/// database does not answer: at the first call of all, which reads the part's persisted keys, and where persisted entries are read or changed.
/// </summary>
[Alias("universal.ICachePartitionGrain")]
internal interface ICachePartitionGrain : IGrainWithIntegerKey
{
    /// <summary>An entry, or null, and whether the reading node may keep a copy.</summary>
    [Alias("Read"), Repeatable] Task<CacheReading> Read(string key, SiloAddress? reader);

    /// <summary>Sets an entry that is sound.</summary>
    [Alias("Set")] Task<CacheSetResult> Set(CacheWrite write);

    /// <summary>Adds to a counter.</summary>
    [Alias("Increment")] Task<CacheIncrementResult> Increment(CacheIncrement increment);

    /// <summary>Removes an entry, if it has that version; null: whatever it has.</summary>
    [Alias("Remove")] Task<CacheSetResult> Remove(string key, long? version);

    /// <summary>Removes all entries.</summary>
    [Alias("Clear"), Repeatable] Task Clear();

    /// <summary>Entries by key.</summary>
    [Alias("List"), Repeatable] Task<IReadOnlyList<CacheItem>> List(CacheQuery query);
}
