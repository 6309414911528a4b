namespace Universal.Gateway.Scripts;

/// <summary>Reads the path of a script from a URL.</summary>
internal static class ScriptPath
{
    // The longest that every database stores, and so the longest that a repository can have.
    private const int MaxLength = 400;

    /// <summary>The path with forward slashes; null when it could mean something outside the repository, or no file at all.</summary>
    public static string? Parse(string path)
    {
        var normal = path.Replace('\\', '/');
        var hostile = normal.Length > MaxLength || normal.Any(char.IsControl) || normal.Contains(':', StringComparison.Ordinal)
            || normal.Contains("%2f", StringComparison.OrdinalIgnoreCase) || normal.Contains("%5c", StringComparison.OrdinalIgnoreCase)
            || normal.Split('/').Any(part => part is "" or "." or "..");
        return hostile ? null : normal;
    }
}
