using Universal.Calls;

namespace Universal.Cache;

/// <summary>
/// The cache that the whole cluster shares. Key 0. What is set is seen through every node at once: when a call that changes returns, nobody reads what
/// was there before. Entries are kept in memory, each on one node. When a node ends, those that are not persisted are lost, and with them some of other
/// nodes, whose place that node's share of Orleans' directory knew: so they are for what can be made again.
/// </summary>
[Alias("universal.ICacheGrain")]
public interface ICacheGrain : IGrainWithIntegerKey
{
    /// <summary>An entry, or null. Counts as a reading.</summary>
    [Alias("Get"), Repeatable] Task<CacheEntry?> Get(string key);

    /// <summary>
    /// Sets an entry, in place of the one there is. Repeating it starts its times anew. With an expected version a repeat after a lost answer is a
    /// conflict: read it then.
    /// </summary>
    [Alias("Set")] Task<CacheSetResult> Set(CacheWrite write);

    /// <summary>
    /// An entry that <see cref="Get"/> gave with its secure strings readable, for the token of a running job, whose output is masked from then on; for
    /// others with the secure strings masked.
    /// </summary>
    [Alias("Reveal"), Repeatable] Task<CacheEntry> Reveal(CacheEntry entry, long? jobId);

    /// <summary>Removes an entry. False: there was none.</summary>
    [Alias("Remove")] Task<bool> Remove(string key);

    /// <summary>Removes all entries, persisted ones too. Those that are set meanwhile may stay.</summary>
    [Alias("Clear")] Task Clear();

    /// <summary>Removes an entry if it has that version. A conflict when it has not, or there is none.</summary>
    [Alias("RemoveVersion")] Task<CacheSetResult> RemoveVersion(string key, long version);

    /// <summary>Adds to a counter and gives its new value. A repeat counts again.</summary>
    [Alias("Increment")] Task<CacheIncrementResult> Increment(CacheIncrement increment);

    /// <summary>A page of entries without their values, by key in the order of its characters' codes. Not a reading.</summary>
    [Alias("List"), Repeatable] Task<IReadOnlyList<CacheItem>> List(CacheQuery query);
}
