namespace Universal.Gateway.Cache;

/// <summary>Body of <c>POST /api/v1/cache/counter</c>.</summary>
/// <param name="Key">1 to 400 characters, no space at either end; letter case counts.</param>
/// <param name="By">How much to add; may be negative. Left out: 1.</param>
/// <param name="Persist">Whether it is to outlive every node from now on. Left out: as it is.</param>
/// <param name="AbsoluteExpirationFromNow">Of a new counter: after how long it is gone. Left out: never.</param>
/// <param name="SlidingExpiration">Of a new counter: after how long without being used it is gone. Left out: never.</param>
/// <param name="CliXml">A new counter is written as CLIXML, as the module writes its values. Left out: as plain digits.</param>
internal sealed record CacheCounterBody(
    string? Key, long? By, bool? Persist, TimeSpan? AbsoluteExpirationFromNow, TimeSpan? SlidingExpiration, bool? CliXml);

/// <summary>A counter.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value after the step.</param>
/// <param name="Version">Its version.</param>
internal sealed record CacheCounter(string Key, long Value, long Version);
