using Universal.ScriptHost.Processes;

namespace Universal.ScriptHost;

/// <summary>Ends the host.</summary>
internal static class HostExit
{
    /// <summary>At once: no thread and no handler of a script keeps it.</summary>
    public static void Now()
    {
        if (OperatingSystem.IsLinux())
            LinuxNative.ExitNow(0);
        Environment.Exit(0);
    }
}
