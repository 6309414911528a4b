using Microsoft.Extensions.Options;

namespace Universal.Grains.Cache;

/// <summary>The cluster's cache. Section <c>Cache</c> of the configuration.</summary>
public sealed class CacheOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Cache";

    /// <summary>Longest value in characters, 1 to 16,777,216. Default 4,194,304.</summary>
    public int MaxValueLength { get; set; } = 4 * 1024 * 1024;

    /// <summary>Characters of all keys and values that a 64th of the cache holds; when it is full, what was not read for longest goes first. At least <see cref="MaxValueLength"/>. Default 16,777,216.</summary>
    public long MaxPartitionLength { get; set; } = 16 * 1024 * 1024;
}

/// <summary>Finds every fault of <see cref="CacheOptions"/> at once.</summary>
internal sealed class CacheOptionsValidator : IValidateOptions<CacheOptions>
{
    private const int Largest = 16 * 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, CacheOptions options)
    {
        var faults = new List<string>();
        if (options.MaxValueLength is < 1 or > Largest) faults.Add($"Cache:MaxValueLength must be 1 to {Largest}.");
        if (options.MaxPartitionLength < options.MaxValueLength) faults.Add("Cache:MaxPartitionLength must not be less than Cache:MaxValueLength.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
