using System.Globalization;

namespace Universal.Silo.Hosting;

/// <summary>
/// How many files this process may open. An idle node has about 400 open, the most of them its own assemblies: with fewer allowed the runtime fails at
/// whatever it loads next, with a message that names anything but the cause.
/// </summary>
internal static class FileDescriptors
{
    /// <summary>What a node needs to start and to run its jobs.</summary>
    public const int Least = 1024;

    private const string LimitsFile = "/proc/self/limits";

    /// <summary>Whether there are enough. If not, says so on standard error.</summary>
    public static bool AreEnough()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(LimitsFile) || FaultOf(File.ReadLines(LimitsFile)) is not { } fault) return true;
        Console.Error.WriteLine(fault);
        return false;
    }

    /// <summary>What is wrong with the limits of a process; null: nothing.</summary>
    public static string? FaultOf(IEnumerable<string> limits)
    {
        // "Max open files   SOFT   HARD   files": the runtime raises the first to the second when it starts.
        var words = limits.FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal))?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [_, _, _, _, var hard, ..] && int.TryParse(hard, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most < Least
            ? string.Create(CultureInfo.InvariantCulture, $"This node may open {most} files at once and needs at least {Least}: raise the limit (ulimit -Hn, LimitNOFILE= in a systemd unit, --ulimit nofile= of a container).")
            : null;
    }
}
