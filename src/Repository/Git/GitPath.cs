using System.Globalization;
using System.Text;

namespace Universal.Repository.Git;

/// <summary>Which paths may be asked for, and which may come to be by an edit.</summary>
public static class GitPath
{
    // What the file systems of nodes take. One longer name would stop the checkout of the whole commit on every node.
    private const int MaxPart = 255;
    private const int MaxBytes = 1024;

    /// <summary>The longest path, in characters, that every database stores.</summary>
    public const int MaxLength = 400;

    private static readonly HashSet<string> Devices = new(
        [
            "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. Enumerable.Range(1, 9).SelectMany(number => new[] { $"COM{number}", $"LPT{number}" }), "COM\u00b9", "COM\u00b2", "COM\u00b3",
            "LPT\u00b9", "LPT\u00b2", "LPT\u00b3",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether it names something inside the repository, with forward slashes.</summary>
    public static bool IsInside(string path) =>
        path.Split('/').All(part => part is not ("" or "." or "..") && !part.Equals(".git", StringComparison.OrdinalIgnoreCase))
        && !path.Contains('\0', StringComparison.Ordinal) && !Path.IsPathRooted(path);

    /// <summary>
    /// Why no edit may write that path, or null. <c>.universal/scripts.ps1</c> and <c>.gitignore</c> are right; <c>../a</c>, <c>a\b</c>,
    /// <c>.GIT/config</c> and <c>git~1/config</c>, which is the same on Windows, are not.
    /// </summary>
    public static string? Fault(string path)
    {
        if (!IsInside(path)) return "leads out of the repository or into git's own folder.";
        if (path.Contains('\\', StringComparison.Ordinal)) return "holds a backslash; folders are parted by /.";
        if (path.Any(char.IsControl)) return "holds a control character.";
        if (path.Length > MaxLength) return $"is longer than {MaxLength} characters.";
        try
        {
            if (Strict.GetByteCount(path) > MaxBytes) return $"is longer than {MaxBytes} bytes.";
        }
        catch (EncoderFallbackException)
        {
            return "is no valid text.";
        }

        var parts = path.Split('/');
        if (parts.Any(part => Strict.GetByteCount(part) > MaxPart)) return $"has a part that is longer than {MaxPart} bytes.";
        if (parts.Any(IsGitElsewhere)) return "is git's own folder on another system.";
        return parts.Select(WindowsFault).FirstOrDefault(fault => fault is not null);
    }

    // Nodes of one cluster can have different systems; where one cannot check a file out, it stays behind all others.
    private static string? WindowsFault(string part)
    {
        if (part.IndexOfAny([':', '<', '>', '"', '|', '?', '*']) >= 0) return "holds one of : < > \" | ? *, which no name on Windows can have.";
        if (part[^1] is ' ' or '.') return "has a part that ends with a dot or a space, which Windows drops.";
        return Devices.Contains(part.Split('.')[0].TrimEnd(' ')) ? "has the name of a device of Windows, as CON or NUL." : null;
    }

    // Windows drops dots and spaces at the end and what follows a colon, and has short names; macOS drops signs that cannot be seen.
    private static bool IsGitElsewhere(string part)
    {
        var visible = string.Concat(part.Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format));
        var name = visible.Split(':')[0].TrimEnd(' ', '.');
        return name.Equals(".git", StringComparison.OrdinalIgnoreCase) || name.Equals("git~1", StringComparison.OrdinalIgnoreCase);
    }
}
