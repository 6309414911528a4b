namespace Universal.Cache;

/// <summary>Which keys to list.</summary>
/// <param name="Match">A pattern with <c>*</c> (any characters) and <c>?</c> (one); a backtick before them takes them as they are. Letter case does not count. Null: all.</param>
/// <param name="After">The last key of the page before. Null: from the start.</param>
/// <param name="Take">How many at most, 1 to <see cref="MaxTake"/>. Default 100.</param>
[GenerateSerializer, Immutable, Alias("universal.CacheQuery")]
public sealed record CacheQuery([property: Id(0)] string? Match = null, [property: Id(1)] string? After = null, [property: Id(2)] int Take = 100)
{
    /// <summary>The longest page.</summary>
    public const int MaxTake = 1000;
}

/// <summary>An entry in a list: everything but its value.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Length">Characters of its value; null: not known, because the value is in the database only.</param>
/// <param name="ChangedAt">When it was set.</param>
/// <param name="AbsoluteExpiration">When it is gone, read or not. Null: never.</param>
/// <param name="SlidingExpiration">After how long without being read it is gone. Null: never.</param>
/// <param name="Version">Its version.</param>
/// <param name="Persisted">Whether it is in the database, and outlives its node.</param>
[GenerateSerializer, Immutable, Alias("universal.CacheItem")]
public sealed record CacheItem(
    [property: Id(0)] string Key, [property: Id(1)] int? Length, [property: Id(2)] DateTimeOffset ChangedAt,
    [property: Id(3)] DateTimeOffset? AbsoluteExpiration, [property: Id(4)] TimeSpan? SlidingExpiration, [property: Id(5)] long Version,
    [property: Id(6)] bool Persisted);
