namespace Universal.Cache;

/// <summary>An entry of the cluster's cache.</summary>
/// <param name="Key">Its key; letter case counts.</param>
/// <param name="Value">Its value, as it was set.</param>
/// <param name="ChangedAt">When it was set.</param>
/// <param name="AbsoluteExpiration">When it is gone, read or not. Null: never.</param>
/// <param name="SlidingExpiration">After how long without being read it is gone. Null: never.</param>
/// <param name="Version">Rises with each change of the key, also when it was removed in between or its node died; never the same twice.</param>
/// <param name="Persisted">Whether it is in the database, and outlives its node.</param>
[GenerateSerializer, Immutable, Alias("universal.CacheEntry")]
public sealed record CacheEntry(
    [property: Id(0)] string Key, [property: Id(1)] string Value, [property: Id(2)] DateTimeOffset ChangedAt,
    [property: Id(3)] DateTimeOffset? AbsoluteExpiration, [property: Id(4)] TimeSpan? SlidingExpiration,
    [property: Id(5)] long Version = 0, [property: Id(6)] bool Persisted = false);
