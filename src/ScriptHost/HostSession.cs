using System.Collections.Concurrent;
using Universal.ScriptHost.Processes;
using Universal.ScriptHost.Protocol;

namespace Universal.ScriptHost;

/// <summary>
/// The life of a host: warm up, take a script, run it, say how it ended, exit. One whose script was a program of its own, ended by itself and left nothing behind
/// takes the next one instead.
/// </summary>
public sealed class HostSession(NodeChannel channel, IProcessTree tree, IScriptEngine engine, TimeProvider time)
{
    // What a host may have kept of its scripts ends with it.
    private const int MostScripts = 1000;

    private readonly BlockingCollection<RunScript> _orders = [];
    private readonly ManualResetEventSlim _ran = new();
    private readonly Lock _gate = new();
    private Watchdog? _watchdog;
    private bool _running;
    private bool _stopping;
    private bool _killed;
    private bool _ended;
    private volatile string? _overLimit;

    /// <summary>Does not return: the process exits.</summary>
    public void Run()
    {
        engine.Warm();
        var condition = HostCondition.Read();
        StartThread(Listen, "node");
        channel.Send(new HostReady(Environment.ProcessId));
        for (var scripts = 1; ; scripts++)
        {
            var run = _orders.Take();
            var ended = Run(run);
            var isFree = engine.IsReusable && scripts < MostScripts && ended.End == ScriptEnd.Exited && run.Limits is null && tree.IsUntouched && HostCondition.Read() == condition;
            if (!isFree || !TryGoOn(ended)) End(ended);
        }
    }

    // False: it was asked to stop meanwhile, or is ending.
    private bool TryGoOn(ScriptEnded ended)
    {
        lock (_gate)
        {
            if (_stopping || _ended) return false;
            _running = false;
            channel.Send(ended with { IsFree = true });
            return true;
        }
    }

    private ScriptEnded Run(RunScript run)
    {
        _ran.Reset();
        var largest = OperatingSystem.IsLinux() ? LinuxNative.LargestChild() : 0;
        var watchdog = _watchdog = new Watchdog(run.SilenceLimit, time, () => Abandon("the node fell silent"));
        StartThread(watchdog.Watch, "watchdog");
        lock (_gate)
            _running = true;
        if (OperatingSystem.IsLinux() && run.Limits is { } limits) Limit(limits);
        var ended = engine.Run(run);
        _ran.Set();
        tree.EndLeftovers(run.LeftoverGrace);
        watchdog.End();
        if (OperatingSystem.IsLinux() && run.Limits is { } held && (_overLimit ?? Limits.After(held, ended, largest)) is { } over)
            ended = ended with { End = ScriptEnd.OverLimit, Reason = over };
        lock (_gate)
        {
            if (_stopping && ended.End == ScriptEnd.Exited)
                ended = ended with { End = _killed ? ScriptEnd.Killed : ScriptEnd.Stopped, Reason = _killed ? "It did not stop in time and was killed." : ended.Reason };
        }

        return ended;
    }

    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private void Limit(ScriptLimits limits)
    {
        if (limits.MaxFileSize is { } size) LinuxNative.LimitFileSize(size);
        if (limits is not { MaxMemory: null, MaxProcesses: null }) StartThread(new Limits(limits, engine is PowerShell.PowerShellEngine, Exceed).Watch, "limits");
    }

    private void Exceed(string reason)
    {
        _overLimit = reason;
        tree.Kill();
        // A script inside this process cannot be ended without ending the process; one in a process of its own has just died.
        if (engine is not PowerShell.PowerShellEngine && _ran.Wait(TimeSpan.FromSeconds(5))) return;
        tree.Kill();
        End(new ScriptEnded(ScriptEnd.OverLimit, Reason: reason));
    }

    private void Listen()
    {
        while (channel.Read() is { } message)
        {
            switch (message)
            {
                case RunScript run:
                    _orders.Add(run);
                    break;
                case Heartbeat:
                    _watchdog?.Beat();
                    tree.Reap();
                    channel.SendIfIdle(new HostAlive());
                    break;
                case AnswerQuestion answer:
                    engine.Answer(answer);
                    break;
                case StopScript stop:
                    Stop(stop.Grace);
                    break;
                case KillScript:
                    Stop(TimeSpan.Zero);
                    break;
            }
        }

        Abandon("the node's pipe was closed");
    }

    private void Stop(TimeSpan grace)
    {
        lock (_gate)
        {
            if (!_running)
                HostExit.Now();
            if (grace > TimeSpan.Zero)
            {
                if (_stopping)
                    return;
                _stopping = true;
                StartThread(() => KillAfter(grace), "stop");
                return;
            }

            _stopping = true;
        }

        KillAfter(TimeSpan.Zero);
    }

    private void KillAfter(TimeSpan grace)
    {
        if (grace > TimeSpan.Zero)
        {
            engine.RequestStop();
            if (_ran.Wait(grace))
                return;
        }

        lock (_gate)
            _killed = true;
        tree.Kill();
        // A script inside this process cannot be ended without ending the process; one in a process of its own has just died.
        if (_ran.Wait(engine is PowerShell.PowerShellEngine ? TimeSpan.Zero : TimeSpan.FromSeconds(5)))
            return;
        tree.Kill();
        End(new ScriptEnded(ScriptEnd.Killed, Reason: "It did not stop in time and was killed."));
    }

    // Nobody listens any more: no grace, or the script would go on beside its successor on another node.
    private void Abandon(string reason)
    {
        tree.Kill();
        lock (_gate)
        {
            if (_ended)
                return;
            _ended = true;
        }

        Console.Error.WriteLine($"Script host {Environment.ProcessId} exits: {reason}.");
        tree.Kill();
        HostExit.Now();
    }

    private void End(ScriptEnded ended)
    {
        lock (_gate)
        {
            if (_ended)
                return;
            _ended = true;
        }

        channel.Send(ended);
        HostExit.Now();
    }

    private static void StartThread(Action body, string name) => new Thread(() => body()) { IsBackground = true, Name = name }.Start();
}
