namespace Universal.Repository.Catalogue;

/// <summary>Which environment runs a file when nothing is declared.</summary>
internal static class ScriptEnvironments
{
    /// <summary>The environment of PowerShell scripts.</summary>
    public const string PowerShell = "PowerShell";

    private static readonly Dictionary<string, string> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".ps1"] = PowerShell,
        [".sh"] = "bash",
        [".py"] = "python3",
        [".js"] = "node",
    };

    private static readonly Dictionary<string, string> ByInterpreter = new(StringComparer.Ordinal)
    {
        ["pwsh"] = PowerShell,
        ["sh"] = "bash",
        ["bash"] = "bash",
        ["python"] = "python3",
        ["python3"] = "python3",
        ["node"] = "node",
    };

    /// <summary>The environment of that file, or null when it is not a script.</summary>
    public static string? Of(FileInfo file)
    {
        if (file.Extension.Length > 0) return ByExtension.GetValueOrDefault(file.Extension);
        if (OperatingSystem.IsWindows() || (file.UnixFileMode & UnixFileMode.UserExecute) == 0) return null;
        return FirstLine(file.FullName) is { } line && line.StartsWith("#!", StringComparison.Ordinal) ? OfShebang(line) : null;
    }

    /// <summary>The environment that a first line like <c>#!/usr/bin/env python3</c> asks for, or null.</summary>
    public static string? OfShebang(string line)
    {
        var words = line[2..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var interpreter = words.Select(Path.GetFileName).FirstOrDefault(word => word != "env" && !word!.StartsWith('-'));
        return interpreter is null ? null : ByInterpreter.GetValueOrDefault(interpreter);
    }

    private static string? FirstLine(string path)
    {
        // A program can be one line of a gigabyte; what is longer than this is not a shebang.
        Span<byte> start = stackalloc byte[256];
        using var stream = RepositoryText.Open(path);
        var line = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        var end = line.IndexOf((byte)'\n');
        return end < 0 ? null : System.Text.Encoding.UTF8.GetString(line[..end]);
    }
}
