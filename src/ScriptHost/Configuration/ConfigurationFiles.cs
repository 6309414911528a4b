using Universal.ScriptHost.Analysis;

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

    /// <summary>
    /// Absolute paths: the files with a place of their own in that order, then the others by name, then those that modules of the
    /// repository bring, by the module's path. A data file follows the script of its name.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be read.</exception>
    public static IReadOnlyList<string> List(string root) =>
        [.. ListFolder(Path.Combine(root, Folder)), .. ModuleFolders(Path.Combine(root, "Modules")).SelectMany(ListFolder)];

    // Modules/NAME/.universal, or Modules/NAME/VERSION/.universal of the highest version, which is the one that PowerShell loads.
    private static IEnumerable<string> ModuleFolders(string modules) => Directory.Exists(modules)
        ? Directory.EnumerateDirectories(modules)
            .Select(ModuleFunctions.NewestVersion)
            .Select(module => Path.Combine(module, Folder))
            .Where(Directory.Exists)
            .Where(folder => !Path.GetFileName(Path.GetDirectoryName(folder)!).StartsWith('.'))
            .Order(StringComparer.Ordinal)
        : [];

    private static IEnumerable<string> ListFolder(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder)
            .Where(file => IsScript(file) || IsData(file))
            .OrderBy(Rank)
            .ThenBy(file => Path.GetFileNameWithoutExtension(file).ToUpperInvariant(), StringComparer.Ordinal)
            .ThenBy(IsData)
            .ThenBy(Path.GetFileName, StringComparer.Ordinal)
        : [];

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
