using System.Runtime.InteropServices;

namespace Universal.ScriptHost.Protocol.Processes;

/// <summary>Signals of Linux.</summary>
public static partial class Signals
{
    /// <summary>Cannot be refused.</summary>
    public const int Kill = 9;

    /// <summary>Asks to end.</summary>
    public const int Terminate = 15;

    /// <summary>Wakes a stopped process.</summary>
    public const int Continue = 18;

    /// <summary>Sends a signal. A process that has gone meanwhile is no error.</summary>
    public static void Send(int processId, int signal)
    {
        // 0, -1 and -n would reach groups of processes that are none of ours.
        if (processId > 1)
            _ = SendSignal(processId, signal);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int processId, int signal);
}
