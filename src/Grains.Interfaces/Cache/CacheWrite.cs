using Universal.Calls;

namespace Universal.Cache;

/// <summary>An entry to be set.</summary>
/// <param name="Key">1 to 400 characters.</param>
/// <param name="Value">At most <c>Cache:MaxValueLength</c> characters.</param>
/// <param name="AbsoluteExpiration">When it is gone, read or not. Null: never. The database's clock counts, not that of a node.</param>
/// <param name="AbsoluteExpirationFromNow">The same as a time from now; give one of both.</param>
/// <param name="SlidingExpiration">After how long without being read it is gone. Null: never.</param>
/// <param name="Persist">Whether it is written to the database as well before the call returns, and outlives every node.</param>
/// <param name="ExpectedVersion">Set it only if the entry has this version now; 0: only if there is none. Null: whatever there is.</param>
[GenerateSerializer, Immutable, Alias("universal.CacheWrite")]
public sealed record CacheWrite(
    [property: Id(0)] string Key, [property: Id(1)] string Value, [property: Id(2)] DateTimeOffset? AbsoluteExpiration = null,
    [property: Id(3)] TimeSpan? AbsoluteExpirationFromNow = null, [property: Id(4)] TimeSpan? SlidingExpiration = null,
    [property: Id(5)] bool Persist = false, [property: Id(6)] long? ExpectedVersion = null) : IRepeatableRequest
{
    /// <summary>Without an expected version: a repeat would find the version that the first call made.</summary>
    bool IRepeatableRequest.IsRepeatable => ExpectedVersion is null;
}
