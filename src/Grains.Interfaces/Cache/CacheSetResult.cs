namespace Universal.Cache;

/// <summary>How a change of an entry ended.</summary>
[GenerateSerializer, Alias("universal.CacheSetStatus")]
public enum CacheSetStatus
{
    /// <summary>It is done, for every node.</summary>
    Done = 0,

    /// <summary>The entry is not valid; the errors say what to change.</summary>
    Invalid = 1,

    /// <summary>There is no room for it; nothing was changed.</summary>
    Full = 2,

    /// <summary>It has another version than was expected; nothing was changed.</summary>
    Conflict = 3,
}

/// <summary>What a change of an entry gave.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Errors">Faults by field.</param>
/// <param name="Version">Done: the entry's new version, 0 when it was removed. Conflict: the version it has, 0 when there is none.</param>
[GenerateSerializer, Immutable, Alias("universal.CacheSetResult")]
public sealed record CacheSetResult(
    [property: Id(0)] CacheSetStatus Status, [property: Id(1)] IReadOnlyDictionary<string, string[]> Errors, [property: Id(2)] long Version = 0);
