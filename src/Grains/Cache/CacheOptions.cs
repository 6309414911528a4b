using Microsoft.Extensions.Options;

namespace Universal.Grains.Cache;

/// <summary>The cluster's cache. Section <c>Cache</c> of the configuration.</summary>
public sealed class CacheOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Cache";

    /// <summary>Longest value in characters, 1 to 16,777,216. Default 4,194,304.</summary>
    public int MaxValueLength { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// Characters that a 64th of the cache holds: of all keys, of the values in memory, and 150 for each entry. When it is full, what was not read for longest
    /// goes first; nothing can be set when the keys of persisted entries leave no room. At least <see cref="MaxValueLength"/>. Default 16,777,216.
    /// </summary>
    public long MaxPartitionLength { get; set; } = 16 * 1024 * 1024;

    /// <summary>Characters of keys and values, and 150 each, that a node holds of entries that it reads often, whatever node they are on; 0: none. Default 16,777,216.</summary>
    public long MaxHotLength { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// How long a node may answer from its own memory without asking again, and so the longest that a change waits for a node that does not answer.
    /// 100 ms to 10 s. Default 2 s.
    /// </summary>
    public TimeSpan HotTime { get; set; } = TimeSpan.FromSeconds(2);
}

/// <summary>Finds every fault of <see cref="CacheOptions"/> at once.</summary>
internal sealed class CacheOptionsValidator : IValidateOptions<CacheOptions>
{
    private const int Largest = 16 * 1024 * 1024;
    private const long LargestPart = 1L << 40;

    public ValidateOptionsResult Validate(string? name, CacheOptions options)
    {
        var faults = new List<string>();
        if (options.MaxValueLength is < 1 or > Largest) faults.Add($"Cache:MaxValueLength must be 1 to {Largest}.");
        if (options.MaxPartitionLength < options.MaxValueLength) faults.Add("Cache:MaxPartitionLength must not be less than Cache:MaxValueLength.");
        if (options.MaxHotLength is < 0 or > LargestPart) faults.Add($"Cache:MaxHotLength must be 0 to {LargestPart}.");
        if (options.HotTime < TimeSpan.FromMilliseconds(100) || options.HotTime > TimeSpan.FromSeconds(10)) faults.Add("Cache:HotTime must be 100 ms to 10 s.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
