using System.Globalization;
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;

namespace Universal.Repository.Catalogue;

/// <summary>The PowerShell files of a repository that its configuration can depend on.</summary>
internal static class ConfigurationFiles
{
    /// <summary>The folder of configuration files.</summary>
    public const string Folder = ".universal";

    private static readonly string[] Extensions = [".ps1", ".psd1", ".psm1"];

    /// <summary>
    /// A text that differs when a file that the configuration can depend on does: any PowerShell file of the repository, since a configuration file can
    /// call it. Null: there are no configuration files.
    /// </summary>
    public static string? Fingerprint(string root)
    {
        var folder = Path.Combine(root, Folder);
        if (!Directory.Exists(folder) || !Directory.EnumerateFiles(folder).Any(IsPowerShell)) return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in List(root).Order(StringComparer.Ordinal)) hash.AppendData(Encoding.UTF8.GetBytes(file));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static FileSystemEnumerable<string> List(string root) => new(
        root,
        (ref FileSystemEntry file) => string.Create(CultureInfo.InvariantCulture, $"{file.ToFullPath()}\n{file.Length}\n{file.LastWriteTimeUtc.UtcTicks}\n"),
        new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true })
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && IsPowerShell(entry.FileName.ToString()),
        // Git's own folder can hold more files than all others. A link to a folder could lead in circles.
        ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.FileName.SequenceEqual(".git") && (entry.Attributes & FileAttributes.ReparsePoint) == 0,
    };

    private static bool IsPowerShell(string file) => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);
}
