using Universal.Grains.Execution;
using Universal.Jobs;
using Universal.ScriptHost.Protocol;
using Universal.ScriptHost.Protocol.Processes;

namespace Universal.ScriptHost.Tests;

/// <summary>That the host of a program takes the next script, unless the last one left anything behind in it.</summary>
public sealed class ReuseTests : IAsyncLifetime
{
    private readonly HostFixture _host = HostFixture.With(new() { ["ScriptHosts:WarmProcessHosts"] = "0", ["ScriptHosts:WarmPowerShellHosts"] = "0" });

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Programs_OneAfterTheOther_RunInOneHost()
    {
        var first = await HostOfAsync("echo $PPID");
        Assert.Equal(first, await HostOfAsync("echo $PPID; exit 3"));
        Assert.Equal(first, await HostOfAsync("echo $PPID; kill -9 $$"));
        Assert.Equal(first, await HostOfAsync("import os; print(os.getppid())", "python3"));
        Assert.Equal(1, _host.Pool.ReadyCount(ScriptKind.Process));
        Assert.False(await HasEndedAsync(first));
    }

    [Fact]
    public async Task Script_FindsNothingOfTheOneBefore()
    {
        var before = new RecordingSink();
        await RunAsync("""umask; echo $PPID; export LEFT=1; cd /; umask 000; ulimit -n 64; trap '' TERM; echo "$UNIVERSAL_PARAM_SECRET" """, before, """{"secret":"first"}""");
        var sink = new RecordingSink();
        await RunAsync("""umask; echo $PPID; echo "${LEFT:-none} $(basename "$PWD") ${UNIVERSAL_PARAM_SECRET:-none}"; cat "$UNIVERSAL_PARAMETERS_FILE"; [ "$(ulimit -n)" = 64 ] && echo limited; trap""", sink);
        Assert.Equal([.. before.Output[..2], "none 1 none", "{}"], sink.Output);
        Assert.Empty(sink.Lines(OutputStream.Error));
    }

    [Theory]
    [InlineData("a process that goes on", "setsid sleep 300 > /dev/null 2>&1 &")]
    [InlineData("a process that has lost its parent", "(setsid sh -c 'sleep 300' &) > /dev/null 2>&1")]
    [InlineData("fewer files for the host", "prlimit --pid $PPID --nofile=300:300")]
    [InlineData("another priority of the host", "renice -n 19 -p $PPID")]
    [InlineData("another processor for the host", "taskset -pc 0 $PPID")]
    public async Task Script_LeavesSomething_ItsHostIsReplaced(string what, string command)
    {
        var first = await HostOfAsync($"echo $PPID; {command} > /dev/null");
        Assert.True(await HasEndedAsync(first), what);
        Assert.NotEqual(first, await HostOfAsync("echo $PPID"));
    }

    [Fact]
    public async Task Stopped_HostIsReplaced()
    {
        using var stop = new CancellationTokenSource();
        var sink = new RecordingSink();
        var running = _host.RunAsync("bash", "echo $PPID; exec sleep 300", sink, grace: TimeSpan.FromSeconds(1), stop: stop.Token);
        var first = int.Parse(await sink.WaitForLineAsync(_ => true));
        await stop.CancelAsync();
        Assert.Equal(AttemptEnd.Stopped, (await running).End);
        Assert.True(await HasEndedAsync(first));
        Assert.Equal(0, _host.Pool.ReadyCount(ScriptKind.Process));
    }

    [Fact]
    public async Task Host_KilledWhileItWaits_NextScriptGetsAnother()
    {
        var first = await HostOfAsync("echo $PPID");
        Signals.Send(first, Signals.Kill);
        Assert.True(await HasEndedAsync(first));
        Assert.NotEqual(first, await HostOfAsync("echo $PPID"));
    }

    [Fact]
    public async Task Host_KilledInItsSecondScript_AttemptIsLostAndNothingIsLeft()
    {
        var first = await HostOfAsync("echo $PPID");
        var sink = new RecordingSink();
        var running = _host.RunAsync("bash", "sleep 300 & echo $PPID; wait", sink);
        Assert.Equal($"{first}", await sink.WaitForLineAsync(_ => true));
        Signals.Send(first, Signals.Kill);
        Assert.Equal(AttemptEnd.Lost, (await running).End);
    }

    [Fact]
    public async Task Programs_AtOnce_EachHaveAHost_AndKeepNoMoreThanThat()
    {
        var sinks = Enumerable.Range(0, 4).Select(_ => new RecordingSink()).ToArray();
        for (var round = 0; round < 3; round++) await Task.WhenAll(sinks.Select(sink => _host.RunAsync(_host.Start("bash", "echo $PPID; sleep 0.3"), sink)));
        Assert.InRange(_host.Pool.ReadyCount(ScriptKind.Process), 1, 4);
        Assert.InRange(sinks.SelectMany(sink => sink.Output).Distinct().Count(), 1, 4);
    }

    [Fact]
    public async Task PowerShell_EachScriptHasAHost()
    {
        var sink = new RecordingSink();
        await _host.RunAsync("PowerShell", "$PID", sink);
        await _host.RunAsync("PowerShell", "$PID", sink);
        Assert.Equal(2, sink.Output.Distinct().Count());
    }

    private static async Task<bool> HasEndedAsync(int id)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            if (ProcessTable.Read().All(process => process.Id != id)) return true;
            await Task.Delay(20);
        }

        return false;
    }

    private async Task<int> HostOfAsync(string script, string environment = "bash", string? parameters = null)
    {
        var sink = new RecordingSink();
        await _host.RunAsync(environment, script, sink, parameters);
        return int.Parse(sink.Output[0]);
    }

    private Task<AttemptOutcome> RunAsync(string script, RecordingSink sink, string? parameters = null) => _host.RunAsync("bash", script, sink, parameters);
}
