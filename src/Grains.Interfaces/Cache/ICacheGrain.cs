namespace Universal.Cache;

/// <summary>An entry of the cluster's cache.</summary>
/// <param name="Key">Its key; letter case counts.</param>
/// <param name="Value">Its value, as it was set.</param>
/// <param name="ChangedAt">When it was set.</param>
/// <param name="AbsoluteExpiration">When it is gone, read or not. Null: never.</param>
/// <param name="SlidingExpiration">After how long without being read it is gone. Null: never.</param>
[GenerateSerializer, Immutable, Alias("universal.CacheEntry")]
public sealed record CacheEntry(
    [property: Id(0)] string Key, [property: Id(1)] string Value, [property: Id(2)] DateTimeOffset ChangedAt,
    [property: Id(3)] DateTimeOffset? AbsoluteExpiration, [property: Id(4)] TimeSpan? SlidingExpiration);

/// <summary>An entry to be set.</summary>
/// <param name="Key">1 to 400 characters.</param>
/// <param name="Value">At most <c>Cache:MaxValueLength</c> characters.</param>
/// <param name="AbsoluteExpiration">When it is gone, read or not. Null: never.</param>
/// <param name="AbsoluteExpirationFromNow">The same as a time from now; give one of both.</param>
/// <param name="SlidingExpiration">After how long without being read it is gone. Null: never.</param>
[GenerateSerializer, Immutable, Alias("universal.CacheWrite")]
public sealed record CacheWrite(
    [property: Id(0)] string Key, [property: Id(1)] string Value, [property: Id(2)] DateTimeOffset? AbsoluteExpiration = null,
    [property: Id(3)] TimeSpan? AbsoluteExpirationFromNow = null, [property: Id(4)] TimeSpan? SlidingExpiration = null);

/// <summary>How setting an entry ended.</summary>
[GenerateSerializer, Alias("universal.CacheSetStatus")]
public enum CacheSetStatus
{
    /// <summary>It is set, for every node.</summary>
    Done = 0,

    /// <summary>The entry is not valid; the errors say what to change.</summary>
    Invalid = 1,

    /// <summary>There is no room for it; nothing was changed.</summary>
    Full = 2,
}

/// <summary>What setting an entry gave.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Errors">Faults by field.</param>
[GenerateSerializer, Immutable, Alias("universal.CacheSetResult")]
public sealed record CacheSetResult([property: Id(0)] CacheSetStatus Status, [property: Id(1)] IReadOnlyDictionary<string, string[]> Errors);

/// <summary>
/// The cache that the whole cluster shares. Key 0. What is set is seen through every node at once. Entries are kept in memory, each on one node: the
/// death of that node loses them, so they are for what can be made again.
/// </summary>
[Alias("universal.ICacheGrain")]
public interface ICacheGrain : IGrainWithIntegerKey
{
    /// <summary>An entry, or null. Counts as a reading.</summary>
    [Alias("Get")] Task<CacheEntry?> Get(string key);

    /// <summary>Sets an entry, in place of the one there is. Repeating it starts its times anew.</summary>
    [Alias("Set")] Task<CacheSetResult> Set(CacheWrite write);

    /// <summary>Removes an entry. False: there was none.</summary>
    [Alias("Remove")] Task<bool> Remove(string key);

    /// <summary>Removes all entries. Those that are set meanwhile may stay.</summary>
    [Alias("Clear")] Task Clear();
}
