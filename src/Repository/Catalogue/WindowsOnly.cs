namespace Universal.Repository.Catalogue;

/// <summary>Tells programs that exist on Windows only.</summary>
public static class WindowsOnly
{
    /// <summary>Why another system cannot run it; null: nothing says that it cannot.</summary>
    /// <param name="name">The environment's name.</param>
    /// <param name="type">What it says it is.</param>
    /// <param name="path">Its program.</param>
    public static string? Reason(string name, string? type, string? path)
    {
        if (path is null)
        {
            return (type ?? name).Replace(" ", "", StringComparison.Ordinal).StartsWith("WindowsPowerShell", StringComparison.OrdinalIgnoreCase)
                ? "It is Windows PowerShell, which there is on Windows only."
                : null;
        }

        if (ProgramName(path) == "powershell") return $"Its program is Windows PowerShell ('{path}'), which there is on Windows only.";
        return IsPath(path) ? $"Its program '{path}' is a path of Windows." : null;
    }

    /// <summary>Whether it is an absolute path of Windows: with a drive, or on another machine.</summary>
    public static bool IsPath(string path) =>
        path.StartsWith(@"\\", StringComparison.Ordinal) || (path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && (path[2] is '\\' or '/'));

    /// <summary>The name of a program without folder and <c>.exe</c>, in small letters; either slash ends a folder.</summary>
    public static string ProgramName(string path)
    {
        var name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..].ToLowerInvariant();
        return name.EndsWith(".exe", StringComparison.Ordinal) ? name[..^4] : name;
    }
}
