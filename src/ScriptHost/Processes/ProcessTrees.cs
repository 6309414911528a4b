using System.Runtime.InteropServices;

namespace Universal.ScriptHost.Processes;

/// <summary>Chooses how processes are supervised on this system.</summary>
public static class ProcessTrees
{
    private static readonly List<PosixSignalRegistration> Signals = [];

    /// <summary>
    /// Takes the host out of its terminal's reach and makes it the heir of its orphans, where the system knows such a thing.
    /// </summary>
    public static IProcessTree Enter()
    {
        // Ctrl+C at the node's terminal is the node's matter. A handler, not "ignore": what a script starts would inherit that.
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP])
            Signals.Add(PosixSignalRegistration.Create(signal, context => context.Cancel = true));
        if (!OperatingSystem.IsLinux())
            return new PortableProcessTree();
        LinuxNative.BecomeSessionLeader();
        LinuxNative.BecomeSubreaper();
        return new LinuxProcessTree();
    }
}
