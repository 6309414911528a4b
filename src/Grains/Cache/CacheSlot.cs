using Universal.Cache;

namespace Universal.Grains.Cache;

/// <summary>An entry in the memory of its part.</summary>
internal sealed class CacheSlot
{
    /// <summary>About what an entry takes beside its key and value, in characters (of 2 bytes).</summary>
    public const int Overhead = 150;

    public required string Key { get; init; }

    /// <summary>Null: it is in the database only.</summary>
    public string? Value { get; set; }

    public required long Version { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public DateTimeOffset? AbsoluteExpiration { get; init; }

    public TimeSpan? SlidingExpiration { get; init; }

    public bool Persisted { get; init; }

    /// <summary>When it was read last, or set.</summary>
    public required DateTimeOffset UsedAt { get; set; }

    /// <summary>Of a row with a sliding time: when the database thinks that it is gone. Never before it really is.</summary>
    public DateTimeOffset? StoredDue { get; set; }

    /// <summary>How often it was read since <see cref="CountedFrom"/>.</summary>
    public int Readings { get; set; }

    /// <summary>When counting its readings began.</summary>
    public DateTimeOffset CountedFrom { get; set; }

    /// <summary>Its place in the order in which entries were used; null: its value takes no memory.</summary>
    public LinkedListNode<CacheSlot>? Place { get; set; }

    /// <summary>What it takes, in characters.</summary>
    public int Length => Overhead + Key.Length + (Value?.Length ?? 0);

    /// <summary>What it takes of that for as long as it is there: what is persisted gives up its value only.</summary>
    public int KeptLength => Persisted ? Overhead + Key.Length : 0;

    /// <summary>When it is gone; null: never.</summary>
    public DateTimeOffset? Due => SlidingExpiration is not { } sliding ? AbsoluteExpiration
        : AbsoluteExpiration is { } end && end < UsedAt + sliding ? end
        : UsedAt + sliding;

    public CacheEntry Entry => new(Key, Value!, ChangedAt, AbsoluteExpiration, SlidingExpiration, Version, Persisted);

    public CacheItem Item => new(Key, Value?.Length, ChangedAt, AbsoluteExpiration, SlidingExpiration, Version, Persisted);
}
