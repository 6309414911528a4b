namespace Universal.PowerShell.Cache;

/// <summary>An entry of the cache of the cluster, as it is listed.</summary>
public sealed class CacheItem
{
    /// <summary>Its key.</summary>
    public string Key { get; set; } = "";

    /// <summary>Its value, where it was asked for.</summary>
    public object? Value { get; set; }

    /// <summary>Rises with each change; for <c>Set-PSUCache -Version</c>.</summary>
    public long Version { get; set; }

    /// <summary>Characters of its value as it is kept. Null: not known.</summary>
    public long? Length { get; set; }

    /// <summary>When it was set.</summary>
    public DateTime ChangedAt { get; set; }

    /// <summary>When it is gone, read or not. Null: never.</summary>
    public DateTime? AbsoluteExpiration { get; set; }

    /// <summary>After how long without being read it is gone. Null: never.</summary>
    public TimeSpan? SlidingExpiration { get; set; }

    /// <summary>Whether it outlives every node.</summary>
    public bool Persisted { get; set; }

    /// <inheritdoc />
    public override string ToString() => Key;
}
