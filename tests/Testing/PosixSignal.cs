using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Universal.Testing;

/// <summary>Signals that .NET has no method for.</summary>
public static class PosixSignal
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    private const int NoSuchProcess = 3;

    /// <summary>Sends a signal.</summary>
    /// <returns>False: the process is gone.</returns>
    public static bool Send(int processId, int signal)
    {
        if (processId <= 1) throw new ArgumentOutOfRangeException(nameof(processId), processId, "Not a process of a test.");
        if (kill(processId, signal) == 0) return true;
        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess ? false : throw new Win32Exception(error);
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int pid, int signal);
}
