using Microsoft.Extensions.Options;

namespace Universal.Gateway.Logs;

/// <summary>
/// Keeps errors that are none out of the log while this process stops. Orleans still wants to place grains and to move them, and a lone node is leaving and
/// has no other to name: that is an error with a stack trace for it. A call that fails by that is an exception for its caller, which says what is wrong.
/// </summary>
internal sealed class QuietStop : IPostConfigureOptions<LoggerFilterOptions>
{
    private static readonly string[] Categories = ["Orleans.Grain", "Orleans.Messaging", "Polly"];

    private volatile bool _stopping;

    /// <summary>The process stops from now on.</summary>
    public void Begin() => _stopping = true;

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        foreach (var category in Categories)
        {
            var configured = LevelOf(category, options);
            options.Rules.Add(new(null, category, null, (_, _, level) => level >= (_stopping ? LogLevel.Critical : configured)));
        }
    }

    private static LogLevel LevelOf(string category, LoggerFilterOptions options) =>
        options.Rules.Where(rule => rule is { ProviderName: null, LogLevel: not null } && category.StartsWith(rule.CategoryName ?? "", StringComparison.OrdinalIgnoreCase))
            .OrderBy(rule => rule.CategoryName?.Length ?? 0).LastOrDefault()?.LogLevel ?? options.MinLevel;
}
