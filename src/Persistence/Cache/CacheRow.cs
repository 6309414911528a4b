namespace Universal.Persistence.Cache;

/// <summary>An entry of the cluster's cache that outlives nodes.</summary>
public sealed record CacheRow
{
    /// <summary>Its key, at most 400 characters; letter case counts.</summary>
    public required string Key { get; init; }

    /// <summary>The part of the cache that keeps it.</summary>
    public required int Part { get; init; }

    /// <summary>Its value. Empty where only keys are listed.</summary>
    public required string Value { get; init; }

    /// <summary>Rises with each change.</summary>
    public required long Version { get; init; }

    /// <summary>When it was set.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>When it is gone, read or not. Null: never.</summary>
    public DateTimeOffset? AbsoluteExpiration { get; init; }

    /// <summary>After how long without being read it is gone. Null: never.</summary>
    public TimeSpan? SlidingExpiration { get; init; }

    /// <summary>When the row may be removed, unless it is touched before. Null: never.</summary>
    public DateTimeOffset? DueAt { get; init; }
}
