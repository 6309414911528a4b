namespace Universal.ScriptHost.Configuration;

/// <summary>The configuration files of a repository and their order.</summary>
internal static class ConfigurationFiles
{
    /// <summary>The folder of configuration files in a repository.</summary>
    public const string Folder = ".universal";

    // What a file says can be used in those after it: modules and functions of initialize.ps1 and values of variables.ps1 everywhere.
    private static readonly string[] _first =
    [
        "initialize", "variables", "settings", "environments", "computerGroups", "tags", "roles", "authentication", "branding", "loginPage",
        "scripts", "schedules", "triggers", "endpointDocumentation", "endpoints", "rateLimits", "publishedFolders", "dashboards",
    ];

    /// <summary>Absolute paths: the files with a place of their own in that order, then the others by name. A data file follows the script of its name.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be read.</exception>
    public static IReadOnlyList<string> List(string root)
    {
        var folder = Path.Combine(root, Folder);
        if (!Directory.Exists(folder)) return [];
        return [.. Directory.EnumerateFiles(folder)
            .Where(file => IsScript(file) || IsData(file))
            .OrderBy(Rank)
            .ThenBy(file => Path.GetFileNameWithoutExtension(file).ToUpperInvariant(), StringComparer.Ordinal)
            .ThenBy(file => IsData(file))
            .ThenBy(Path.GetFileName, StringComparer.Ordinal)];
    }

    /// <summary>Whether a file holds data instead of a script.</summary>
    public static bool IsData(string file) => Path.GetExtension(file).Equals(".psd1", StringComparison.OrdinalIgnoreCase);

    private static bool IsScript(string file) => Path.GetExtension(file).Equals(".ps1", StringComparison.OrdinalIgnoreCase);

    private static int Rank(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var rank = Array.FindIndex(_first, other => other.Equals(name, StringComparison.OrdinalIgnoreCase));
        return rank < 0 ? _first.Length : rank;
    }
}
