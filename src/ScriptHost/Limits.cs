using System.Globalization;
using System.Runtime.Versioning;
using Universal.ScriptHost.Processes;
using Universal.ScriptHost.Protocol;
using Universal.ScriptHost.Protocol.Processes;

namespace Universal.ScriptHost;

/// <summary>
/// Keeps a script within its limits. The system's own limits hold for one process each; that of memory is set for the script's program, that of files for
/// all. Beside them the host looks at all processes of the script together, and kills them when they are over.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class Limits(ScriptLimits limits, bool includesHost, Action<string> over)
{
    // SIGXFSZ: a file over the limit.
    private const int FileSizeSignal = 128 + 25;
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);
    private readonly ManualResetEvent _never = new(false);

    /// <summary>Looks until the process ends. Wants a thread of its own.</summary>
    public void Watch()
    {
        while (true)
        {
            if (Look() is { } reason)
            {
                over(reason);
                return;
            }

            _never.WaitOne(Period);
        }
    }

    /// <summary>Why a script that failed was over a limit of the system's. Null: it was not, or that is not known.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="ended">How it ended.</param>
    /// <param name="before">The largest memory of a process of the scripts before, which the system counts with those of this one.</param>
    public static string? After(ScriptLimits limits, ScriptEnded ended, long before)
    {
        if (ended is not { End: ScriptEnd.Exited, ExitCode: > 0 }) return null;
        if (limits.MaxFileSize is { } file && ended.ExitCode == FileSizeSignal) return $"Killed: a file over {Text(file)}.";
        return limits.MaxMemory is { } memory && LinuxNative.LargestChild() is var largest && largest > before && largest >= memory / 4 * 3 ? $"It ended at its limit: over {Text(memory)} of memory." : null;
    }

    private string? Look()
    {
        var processes = ProcessTable.Descendants(Environment.ProcessId);
        if (limits.MaxProcesses is { } most && processes.Count > most) return string.Create(CultureInfo.InvariantCulture, $"Killed: over {most} processes.");
        if (limits.MaxMemory is not { } memory) return null;
        var used = processes.Sum(ProcessTable.PrivateMemory) + (includesHost ? ProcessTable.PrivateMemory(Environment.ProcessId) : 0);
        return used > memory ? $"Killed: over {Text(memory)} of memory." : null;
    }

    private static string Text(long bytes) => bytes switch
    {
        >= 1L << 30 when bytes % (1L << 30) == 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes >> 30} GiB"),
        >= 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
    };
}
