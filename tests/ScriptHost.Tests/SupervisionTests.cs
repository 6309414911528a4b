using System.Diagnostics;
using Universal.Grains.Execution;
using Universal.Jobs;
using Universal.ScriptHost.Protocol;
using Universal.ScriptHost.Protocol.Processes;

namespace Universal.ScriptHost.Tests;

/// <summary>That nothing of a script outlives its attempt, whatever the script, the host or the node does.</summary>
public sealed class SupervisionTests(HostFixture host) : IClassFixture<HostFixture>
{
    private readonly RecordingSink _sink = new();
    private readonly string _sleep = Marks.NewSleep();

    [Theory]
    [InlineData("sleep {0} & echo out")]
    [InlineData("(sleep {0} &); echo out")]
    [InlineData("setsid sleep {0} & sleep 0.2; echo out")]
    [InlineData("setsid env -i setsid sleep {0} >/dev/null 2>&1 & sleep 0.2; echo out")]
    [InlineData("bash -c \"trap '' TERM; sleep {0}; sleep {0}\" & sleep 0.2; echo out")]
    [InlineData("nohup sh -c 'while :; do sleep {0}; done' >/dev/null 2>&1 & sleep 0.2; echo out")]
    public async Task Script_LeavesAProcessBehind_ItIsGoneAtTheEnd(string script)
    {
        var watch = Stopwatch.StartNew();
        var outcome = await host.RunAsync("bash", string.Format(script, _sleep), _sink);
        Assert.Equal((AttemptEnd.Exited, 0), (outcome.End, outcome.ExitCode));
        Assert.Equal(["out"], _sink.Output);
        Assert.Equal(0, Marks.CountAlive(_sleep));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public async Task Script_SignalsItsWholeGroup_DoesNotReachTheHost()
    {
        var outcome = await host.RunAsync("bash", "echo before; kill -9 0; echo after", _sink);
        Assert.Equal((AttemptEnd.Exited, 137), (outcome.End, outcome.ExitCode));
        Assert.Contains("signal 9", outcome.Reason);
        Assert.Equal(["before"], _sink.Output);
    }

    [Fact]
    public async Task Stop_ScriptObeys_StoppedWithItsExitCode()
    {
        using var stop = new CancellationTokenSource();
        var running = host.RunAsync("bash", $"trap 'echo bye; exit 3' TERM; echo ready; sleep {_sleep}", _sink, grace: TimeSpan.FromSeconds(30), stop: stop.Token);
        await _sink.WaitForLineAsync(line => line == "ready");
        await stop.CancelAsync();
        var outcome = await running;
        Assert.Equal((AttemptEnd.Stopped, 3), (outcome.End, outcome.ExitCode));
        Assert.Equal(["ready", "bye"], _sink.Output);
        Assert.Equal(0, Marks.CountAlive(_sleep));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(0)]
    public async Task Stop_ScriptIgnoresIt_KilledAfterTheGrace(int graceMilliseconds)
    {
        using var stop = new CancellationTokenSource();
        var running = host.RunAsync(
            "bash", $"trap '' TERM; echo ready; while :; do sleep {_sleep} & sleep 0.05; done", _sink, grace: TimeSpan.FromMilliseconds(graceMilliseconds), stop: stop.Token);
        await _sink.WaitForLineAsync(line => line == "ready");
        var watch = Stopwatch.StartNew();
        await stop.CancelAsync();
        var outcome = await running;
        Assert.Equal(AttemptEnd.Stopped, outcome.End);
        Assert.Contains("killed", outcome.Reason);
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(graceMilliseconds), TimeSpan.FromSeconds(15));
        Assert.Equal(0, Marks.CountAlive(_sleep));
    }

    [Fact]
    public async Task Stop_BeforeTheStart_RunsNothing()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var outcome = await host.RunAsync("bash", "echo ran; sleep 5", _sink, grace: TimeSpan.Zero, stop: stop.Token);
        // Refused where it would have had to wait for a host.
        Assert.True(outcome.End is AttemptEnd.Stopped or AttemptEnd.Refused, $"{outcome}");
        Assert.Empty(_sink.Output);
    }

    [Fact]
    public async Task Host_IsKilled_AttemptIsLostAndNothingIsLeft()
    {
        var running = host.RunAsync("bash", $"setsid sleep {_sleep} & sleep {_sleep} & echo $PPID; wait", _sink);
        Signals.Send(int.Parse(await _sink.WaitForLineAsync(_ => true)), Signals.Kill);
        var outcome = await running;
        Assert.Equal(AttemptEnd.Lost, outcome.End);
        Assert.Equal(0, Marks.CountAlive(_sleep));
    }

    [Fact]
    public async Task Host_FallsSilent_AttemptIsLostAndNothingIsLeft()
    {
        await using var other = HostFixture.With(new() { ["ScriptHosts:HeartbeatInterval"] = "00:00:00.2", ["ScriptHosts:HostSilenceLimit"] = "00:00:02" });
        var outcome = await other.RunAsync("bash", $"kill -STOP $PPID; sleep {_sleep}", _sink);
        Assert.Equal(AttemptEnd.Lost, outcome.End);
        Assert.Equal(0, Marks.CountAlive(_sleep));
    }

    [Fact]
    public async Task Node_IsGone_HostKillsEverythingAndExits()
    {
        using var raw = await StartRawAsync(TimeSpan.FromMinutes(5));
        raw.CloseInput();
        await raw.WaitForExitAsync();
        Assert.Equal(0, Marks.CountAlive(_sleep));
    }

    [Fact]
    public async Task Node_FallsSilent_HostKillsEverythingAndExits()
    {
        using var raw = await StartRawAsync(TimeSpan.FromSeconds(5));
        await raw.WaitForExitAsync();
        Assert.Equal(0, Marks.CountAlive(_sleep));
    }

    [Fact]
    public async Task Node_DoesNotReadAndIsGone_HostKillsEverythingAndExits()
    {
        using var raw = await StartRawAsync(TimeSpan.FromMinutes(5), "yes & ");
        raw.CloseInput();
        await raw.WaitForExitAsync();
        Assert.Equal(0, Marks.CountAlive(_sleep));
    }

    [Fact]
    public async Task Host_OfANode_IsInASessionOfItsOwnAndIgnoresTerminalSignals()
    {
        using var raw = await StartRawAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(raw.Id, ProcessTable.Read().Single(p => p.Id == raw.Id).SessionId);
        const int interrupt = 2;
        Signals.Send(raw.Id, interrupt);
        Signals.Send(raw.Id, Signals.Terminate);
        // It is not answered while something else is being sent.
        await using (new Timer(_ => raw.Send(new Heartbeat()), null, TimeSpan.Zero, TimeSpan.FromSeconds(1)))
            await raw.ReadAsync<HostAlive>();
        raw.Send(new KillScript());
        Assert.Equal(ScriptEnd.Killed, (await raw.ReadAsync<ScriptEnded>()).End);
        await raw.WaitForExitAsync();
        Assert.Equal(0, Marks.CountAlive(_sleep));
    }

    [Fact]
    public async Task KillAll_WithRunningAttempts_EndsAllAtOnce()
    {
        await using var other = HostFixture.With([]);
        var sinks = Enumerable.Range(0, 4).Select(_ => new RecordingSink()).ToArray();
        var running = sinks.Select(sink => other.Runner.RunAsync(
            other.Start("bash", $"trap '' TERM; setsid sleep {_sleep} & echo ready; while :; do sleep {_sleep}; done"), sink, TimeSpan.FromSeconds(5), default)).ToArray();
        foreach (var sink in sinks)
            await sink.WaitForLineAsync(line => line == "ready");
        var watch = Stopwatch.StartNew();
        other.Runner.KillAll();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed}.");
        var outcomes = await Task.WhenAll(running).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.All(outcomes, outcome => Assert.Equal(AttemptEnd.Lost, outcome.End));
        Assert.Equal(0, Marks.CountAlive(_sleep));
    }

    [Fact]
    public async Task Recover_AfterACrash_RemovesProcessesAndFolders()
    {
        await using var other = HostFixture.With([]);
        var info = new ProcessStartInfo("sleep", [_sleep]);
        info.Environment["UNIVERSAL_HOST_TOKEN"] = other.Folders.TokenPrefix + "former";
        using var left = Process.Start(info)!;
        var folder = Directory.CreateDirectory(Path.Combine(other.Folders.Root, "77", "1")).FullName;
        await other.Folders.RecoverAsync(default);
        await left.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Sink_Fails_AttemptIsKilledAndTheFailureReported()
    {
        _sink.BeforeWrite = () => throw new InvalidOperationException("fenced");
        var start = host.Start("bash", $"sleep {_sleep} & echo out; sleep {_sleep}");
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => host.RunAsync(start, _sink));
        Assert.Equal("fenced", failure.Message);
        Assert.Equal(0, Marks.CountAlive(_sleep));
    }

    private async Task<RawHost> StartRawAsync(TimeSpan silenceLimit, string also = "")
    {
        var raw = new RawHost("process");
        await raw.ReadAsync<HostReady>();
        raw.Send(new RunScript
        {
            Kind = ScriptKind.Process,
            ScriptFile = "/dev/null",
            Command = "bash",
            Arguments = ["-c", $"trap '' TERM; setsid env -i sleep {_sleep} & echo ready; {also}while :; do sleep {_sleep}; done"],
            WorkingFolder = host.Folder,
            SilenceLimit = silenceLimit,
        });
        await raw.ReadAsync<OutputRecord>();
        return raw;
    }
}
