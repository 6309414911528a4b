namespace Universal.Grains.Execution;

/// <summary>Looks for programs on this machine.</summary>
internal static class ProgramSearch
{
    /// <summary>The absolute path of a program that is given by such a path, or by a name that is looked up in <c>PATH</c>. Null: there is none.</summary>
    public static string? Find(string program)
    {
        if (program.Length == 0) return null;
        if (Path.IsPathRooted(program)) return IsProgram(program) ? program : null;
        if (program.Contains('/', StringComparison.Ordinal)) return null;
        string[] names = OperatingSystem.IsWindows() && Path.GetExtension(program).Length == 0 ? [program + ".exe", program + ".cmd"] : WithoutExe(program);
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(IsProgram);
    }

    // A repository that was written on Windows says pwsh.exe.
    private static string[] WithoutExe(string program) =>
        !OperatingSystem.IsWindows() && program.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? [program[..^4]] : [program];

    private static bool IsProgram(string file)
    {
        const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(file) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & execute) != 0);
    }
}
