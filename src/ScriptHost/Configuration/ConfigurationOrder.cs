using System.Text.Json;

namespace Universal.ScriptHost.Configuration;

/// <summary>
/// What the caller wants to know of a repository: a line of JSON, <c>{"run":true,"scripts":["ops/restart.ps1"],"skip":[".universal/faulty.ps1"]}</c>.
/// </summary>
/// <param name="Run">Whether the configuration files are run.</param>
/// <param name="Scripts">Paths of the scripts to analyse.</param>
/// <param name="Skip">Paths of configuration files that are left out. None when it is not given.</param>
internal sealed record ConfigurationOrder(bool Run, IReadOnlyList<string> Scripts, IReadOnlyList<string> Skip)
{
    /// <summary>What is done when the caller says nothing: the files are run.</summary>
    public static ConfigurationOrder Default { get; } = new(true, [], []);

    /// <summary>Reads an order.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static ConfigurationOrder Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        return new(
            root.GetProperty("run").GetBoolean(),
            [.. root.GetProperty("scripts").EnumerateArray().Select(path => path.GetString()!)],
            root.TryGetProperty("skip", out var skip) ? [.. skip.EnumerateArray().Select(path => path.GetString()!)] : []);
    }
}
