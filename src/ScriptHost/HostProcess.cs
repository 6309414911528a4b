using Universal.ScriptHost.Protocol;
using Universal.ScriptHost.Protocol.Accounts;

namespace Universal.ScriptHost;

/// <summary>
/// What a host does to itself before anything else. By its arguments, not by variables: a launcher such as sudo gives it an environment of its own.
/// </summary>
internal static class HostProcess
{
    // Scripts go before the node when memory runs out.
    private const int OutOfMemoryScore = 500;

    /// <summary>Takes the node's words to the host out of the arguments and returns the rest.</summary>
    public static string[] Prepare(string[] arguments)
    {
        var rest = arguments.Where(argument => !argument.StartsWith(HostArguments.Mark, StringComparison.Ordinal) && !argument.StartsWith(HostArguments.Folders, StringComparison.Ordinal)).ToArray();
        if (Value(arguments, HostArguments.Mark) is { } mark) Environment.SetEnvironmentVariable(HostArguments.MarkVariable, mark);
        if (Value(arguments, HostArguments.Folders) is { } folders) SetFolders(folders);
        Environment.SetEnvironmentVariable("POWERSHELL_DIAGNOSTICS_OPTOUT", "1");
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        if (!OperatingSystem.IsLinux()) return rest;
        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", OutOfMemoryScore.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A container may forbid it.
        }

        // Other processes of the account, scripts of other jobs among them, can read neither its memory nor its environment.
        LinuxAccount.BecomeUndumpable();
        return rest;
    }

    private static string? Value(string[] arguments, string name) =>
        arguments.FirstOrDefault(argument => argument.StartsWith(name, StringComparison.Ordinal)) is { } found ? found[name.Length..] : null;

    // The account's own home can be missing, or not writable: PowerShell does not even start then.
    private static void SetFolders(string folder)
    {
        var home = Path.Combine(folder, "home");
        Set("HOME", home);
        Set("XDG_CACHE_HOME", Path.Combine(home, ".cache"));
        Set("XDG_CONFIG_HOME", Path.Combine(home, ".config"));
        Set("XDG_DATA_HOME", Path.Combine(home, ".local", "share"));
        Set("XDG_STATE_HOME", Path.Combine(home, ".local", "state"));
        Environment.SetEnvironmentVariable("XDG_RUNTIME_DIR", null);
        Set("TMPDIR", Path.Combine(folder, "tmp"));
    }

    private static void Set(string variable, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            Environment.SetEnvironmentVariable(variable, folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"The folder {folder} for {variable} cannot be made: {e.Message}");
        }
    }
}
