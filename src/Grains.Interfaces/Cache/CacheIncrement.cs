namespace Universal.Cache;

/// <summary>A step of a counter. An entry that is there keeps its times, and stays persisted if it was.</summary>
/// <param name="Key">1 to 400 characters. Its value must be a whole number of 64 bits, as plain digits or as CLIXML; none: 0.</param>
/// <param name="By">How much to add; may be negative.</param>
/// <param name="Persist">Whether it is to outlive every node from now on.</param>
/// <param name="AbsoluteExpirationFromNow">Of a new counter: when it is gone, read or not. Null: never.</param>
/// <param name="SlidingExpiration">Of a new counter: after how long without being used it is gone. Null: never.</param>
/// <param name="CliXml">A new counter is written as CLIXML, as the PowerShell module writes its values, and not as plain digits.</param>
[GenerateSerializer, Immutable, Alias("universal.CacheIncrement")]
public sealed record CacheIncrement(
    [property: Id(0)] string Key, [property: Id(1)] long By = 1, [property: Id(2)] bool Persist = false,
    [property: Id(3)] TimeSpan? AbsoluteExpirationFromNow = null, [property: Id(4)] TimeSpan? SlidingExpiration = null,
    [property: Id(5)] bool CliXml = false);

/// <summary>What a step of a counter gave.</summary>
/// <param name="Status">How it ended; never a conflict.</param>
/// <param name="Errors">Faults by field.</param>
/// <param name="Value">Its value now.</param>
/// <param name="Version">Its version now.</param>
[GenerateSerializer, Immutable, Alias("universal.CacheIncrementResult")]
public sealed record CacheIncrementResult(
    [property: Id(0)] CacheSetStatus Status, [property: Id(1)] IReadOnlyDictionary<string, string[]> Errors, [property: Id(2)] long Value = 0,
    [property: Id(3)] long Version = 0);
