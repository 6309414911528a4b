namespace Universal.Gateway.Cache;

/// <summary>Body of <c>PUT /api/v1/cache</c>.</summary>
/// <param name="Key">1 to 400 characters, no space at either end; letter case counts.</param>
/// <param name="Value">A text. The module keeps objects as CLIXML.</param>
/// <param name="AbsoluteExpiration">When it is gone, read or not. Left out: never.</param>
/// <param name="AbsoluteExpirationFromNow">The same as a time from now: <c>00:05:00</c> is five minutes. Give one of both.</param>
/// <param name="SlidingExpiration">After how long without being read it is gone. Left out: never.</param>
/// <param name="Persist">Whether it is kept in the database as well, and outlives every node. Left out: no.</param>
/// <param name="ExpectedVersion">Set it only if the entry has this version; 0: only if there is none. Left out: whatever there is.</param>
internal sealed record CacheBody(
    string? Key, string? Value, DateTimeOffset? AbsoluteExpiration, TimeSpan? AbsoluteExpirationFromNow, TimeSpan? SlidingExpiration, bool? Persist,
    long? ExpectedVersion);
