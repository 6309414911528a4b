namespace Universal.ScriptHost.Processes;

/// <summary>What a script of the same account can change of its host, and the next script of this host would have from it.</summary>
internal static class HostCondition
{
    private const int NiceField = 16;

    /// <summary>Limits, priority, processors, and place among those that end when memory runs out. Empty where the system does not tell.</summary>
    public static string Read()
    {
        if (!OperatingSystem.IsLinux()) return "";
        // Fields are counted after the name, which can hold anything but a line of its own.
        var stat = File.ReadAllText("/proc/self/stat");
        var nice = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[NiceField];
        var processors = File.ReadLines("/proc/self/status").First(line => line.StartsWith("Cpus_allowed:", StringComparison.Ordinal));
        return string.Join('\n', File.ReadAllText("/proc/self/limits"), nice, processors, File.ReadAllText("/proc/self/oom_score_adj"));
    }
}
