using Universal.ScriptHost.Protocol.Processes;

namespace Universal.ScriptHost.Processes;

/// <summary>
/// The host is the subreaper: whatever a script starts stays its descendant, also a daemon in a session of its own. So "all gone" is exact: it
/// is when the host has no child left to wait for.
/// </summary>
public sealed class LinuxProcessTree : IProcessTree
{
    private readonly Lock _gate = new();
    private HashSet<int> _zombies = [];
    private volatile bool _killing;
    private volatile bool _touched;

    /// <summary>True once everything is to be killed.</summary>
    public bool Killing => _killing;

    /// <inheritdoc />
    public bool IsUntouched => !_touched;

    /// <inheritdoc />
    public void Terminate()
    {
        _touched = true;
        foreach (var id in ProcessTable.Descendants(Environment.ProcessId))
        {
            Signals.Send(id, Signals.Terminate);
            Signals.Send(id, Signals.Continue);
        }
    }

    /// <inheritdoc />
    public void Kill()
    {
        _killing = _touched = true;
        // A process can fork between the look and the signal; its child is then found by the next look.
        for (var pass = 0; pass < 100; pass++)
        {
            var living = ProcessTable.Descendants(Environment.ProcessId);
            if (living.Count == 0)
                return;
            foreach (var id in living)
                Signals.Send(id, Signals.Kill);
        }
    }

    /// <inheritdoc />
    public void EndLeftovers(TimeSpan grace)
    {
        if (!HasChildren())
            return;
        Terminate();
        using var timer = new Timer(_ => Kill(), null, grace, Timeout.InfiniteTimeSpan);
        while (LinuxNative.WaitForChild(-1, wait: true, out _) > 0)
        {
            // The death of a parent may have brought its children to light.
            if (_killing)
                Kill();
        }
    }

    /// <summary>Waits for the script's own process and clears away every orphan that ends before it.</summary>
    /// <returns>Its exit code; 128 + the signal's number when a signal ended it.</returns>
    public int WaitFor(int processId)
    {
        while (true)
        {
            var id = LinuxNative.WaitForChild(-1, wait: true, out var exitCode);
            if (id == processId)
                return exitCode;
            if (id < 0)
                throw new InvalidOperationException($"Process {processId} is no child of the host.");
            if (_killing)
                Kill();
        }
    }

    /// <inheritdoc />
    public void Reap()
    {
        // .NET waits for the processes that PowerShell starts, and does so within moments. What is still there a second later is an orphan.
        if (!LinuxNative.HasZombie())
            return;
        lock (_gate)
        {
            var now = ProcessTable.Read().Where(p => p.ParentId == Environment.ProcessId && p.IsZombie).Select(p => p.Id).ToHashSet();
            foreach (var id in now.Intersect(_zombies))
                LinuxNative.WaitForChild(id, wait: false, out _);
            _zombies = now;
        }
    }

    private static bool HasChildren()
    {
        while (true)
        {
            var id = LinuxNative.WaitForChild(-1, wait: false, out _);
            if (id <= 0)
                return id == 0;
        }
    }
}
