using Universal.Cache;

namespace Universal.Grains.Cache;

/// <summary>What an entry must be like, and where it is kept.</summary>
internal static class CacheRules
{
    /// <summary>How many parts the cache has. Each is on one node.</summary>
    public const int Partitions = 64;

    private const int MaxKeyLength = 400;

    /// <summary>The part that keeps a key: the same on every node and in every process.</summary>
    public static int PartitionOf(string key)
    {
        // FNV-1a: the runtime's own hash differs from process to process.
        var hash = 2166136261u;
        foreach (var c in key) hash = (hash ^ c) * 16777619u;
        return (int)(hash % Partitions);
    }

    /// <summary>Whether there can be an entry of that key.</summary>
    public static bool IsKey(string? key) => key is { Length: > 0 and <= MaxKeyLength };

    /// <summary>Every fault of an entry, by field.</summary>
    public static IReadOnlyDictionary<string, string[]> Faults(CacheWrite write, int maxValueLength, DateTimeOffset now)
    {
        var faults = new Dictionary<string, string[]>();
        if (!IsKey(write.Key)) faults["key"] = [$"Must have 1 to {MaxKeyLength} characters."];
        if (write.Value is null) faults["value"] = ["Give a text; what is not one is set as CLIXML or JSON."];
        else if (write.Value.Length > maxValueLength) faults["value"] = [$"Has {write.Value.Length:N0} characters; the cache takes {maxValueLength:N0} (Cache:MaxValueLength). Keep it in a file or a database."];
        if (write.AbsoluteExpiration <= now) faults["absoluteExpiration"] = ["Must be in the future."];
        if (write.AbsoluteExpirationFromNow <= TimeSpan.Zero) faults["absoluteExpirationFromNow"] = ["Must be more than zero."];
        if (write is { AbsoluteExpiration: not null, AbsoluteExpirationFromNow: not null })
            faults["absoluteExpirationFromNow"] = ["Give a point in time or a time from now, not both."];
        if (write.SlidingExpiration <= TimeSpan.Zero) faults["slidingExpiration"] = ["Must be more than zero."];
        return faults;
    }
}
