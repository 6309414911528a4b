using System.Globalization;
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;
using Universal.Repository.Git;

namespace Universal.Repository.Catalogue;

/// <summary>A PowerShell file of a repository.</summary>
/// <param name="Path">Its path, with forward slashes.</param>
/// <param name="Stamp">A text that differs when the file does.</param>
internal sealed record PowerShellFile(string Path, string Stamp)
{
    /// <summary>Whether it can be a script: no module, no data, nothing in a hidden folder, and no path that a database cannot store.</summary>
    public bool IsScript => Path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) && Path[0] != '.' && !Path.Contains("/.", StringComparison.Ordinal)
        && Path.Length <= GitPath.MaxLength;
}

/// <summary>The PowerShell files of a repository: its scripts, and what its configuration can depend on.</summary>
internal static class PowerShellFiles
{
    /// <summary>The folder of configuration files.</summary>
    public const string Folder = ".universal";

    private static readonly string[] Extensions = [".ps1", ".psd1", ".psm1"];

    /// <summary>The files, by path. Links to files that are outside are left out.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be read.</exception>
    public static IReadOnlyList<PowerShellFile> List(string root)
    {
        var realRoot = RealPath.Of(root);
        if (realRoot is null) return [];
        return [.. Enumerate(root)
            .Select(file => file.IsLink ? Follow(root, realRoot, file.Path) : new PowerShellFile(file.Path, file.Stamp))
            .OfType<PowerShellFile>()
            .OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    /// <summary>
    /// A text that differs when a file that the configuration can depend on does: any PowerShell file of the repository, since a configuration file can
    /// call it. Null: there are no configuration files.
    /// </summary>
    public static string? Fingerprint(IReadOnlyList<PowerShellFile> files)
    {
        if (!files.Any(file => IsConfiguration(file.Path))) return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files) hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\n{file.Stamp}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Whether it is a configuration file: of the repository, or of a module in it (<c>Modules/NAME/.universal</c>, <c>Modules/NAME/VERSION/.universal</c>).</summary>
    public static bool IsConfiguration(string path)
    {
        var parts = path.Split('/');
        return parts is [Folder, _] or ["Modules", _, Folder, _] or ["Modules", _, _, Folder, _];
    }

    private static FileSystemEnumerable<(string Path, string Stamp, bool IsLink)> Enumerate(string root) => new(
        root,
        (ref FileSystemEntry file) =>
            (Relative(root, file.ToFullPath()), Stamp(file.Length, file.LastWriteTimeUtc), (file.Attributes & FileAttributes.ReparsePoint) != 0),
        new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true })
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && IsPowerShell(entry.FileName.ToString()),
        // Git's own folder can hold more files than all others. A link to a folder could lead in circles.
        ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.FileName.SequenceEqual(".git") && (entry.Attributes & FileAttributes.ReparsePoint) == 0,
    };

    private static PowerShellFile? Follow(string root, string realRoot, string path)
    {
        if (RealPath.Of(Path.Combine(root, path)) is not { } real || !RealPath.IsWithin(real, realRoot)) return null;
        var file = new FileInfo(real);
        return file.Exists ? new PowerShellFile(path, Stamp(file.Length, file.LastWriteTimeUtc)) : null;
    }

    private static string Stamp(long length, DateTimeOffset written) => string.Create(CultureInfo.InvariantCulture, $"{length} {written.UtcTicks}");

    private static string Relative(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');

    private static bool IsPowerShell(string file) => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);
}
