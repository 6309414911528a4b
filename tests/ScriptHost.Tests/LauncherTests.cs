using Universal.Grains.Execution;
using Universal.Jobs;
using Universal.ScriptHost.Protocol;
using Universal.ScriptHost.Protocol.Accounts;

namespace Universal.ScriptHost.Tests;

/// <summary>Hosts that a launcher starts: under another account where the tests run as root, else under the same.</summary>
public sealed class LauncherTests : IAsyncLifetime
{
    private const uint Nobody = 65534;
    private readonly RecordingSink _sink = new();
    private readonly HostFixture _host = HostFixture.With(new() { ["ScriptHosts:Launcher"] = Other, ["ScriptHosts:WarmPowerShellHosts"] = "0" });

    private static string Other => LinuxAccount.IsRoot ? $"setpriv --reuid {Nobody} --regid {Nobody} --clear-groups --" : "env --";

    private static uint OtherId => LinuxAccount.IsRoot ? Nobody : LinuxAccount.Id;

    public ValueTask InitializeAsync()
    {
        // As a node has it: the account of the hosts sees nothing of it.
        File.SetUnixFileMode(_host.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(Path.Combine(_host.Folder, "key"), "secret");
        File.SetUnixFileMode(Path.Combine(_host.Folder, "key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("bash", "id -u; echo x > file; cat file; mkdir -m 700 d; echo y > d/z; [ -w \"$HOME\" ] && [ -w \"$TMPDIR\" ] && echo home")]
    [InlineData("PowerShell", "(id -u); Set-Content file x; Get-Content file; if ((Test-Path $HOME) -and (New-Item (Join-Path $env:TMPDIR t) -ItemType File -Force)) { 'home' }")]
    public async Task Script_RunsUnderTheAccount_WithFoldersOfItsOwn(string environment, string script)
    {
        var outcome = await RunAsync(environment, script);
        Assert.True(outcome is { End: AttemptEnd.Exited, ExitCode: 0 }, $"{outcome} {string.Join('\n', _sink.Lines(OutputStream.Error))}");
        Assert.Equal([$"{OtherId}", "x", "home"], _sink.Output);
    }

    [Fact]
    public async Task Script_OfAnotherAccount_DoesNotSeeTheNodesFiles()
    {
        await RunAsync("bash", $"cat '{_host.Folder}/key' || echo closed; ls '{_host.Folder}' || echo closed; ls '{_host.Folders.Root}' || echo closed");
        if (LinuxAccount.IsRoot) Assert.Equal(["closed", "closed", "closed"], _sink.Output);
        else Assert.Equal("secret", _sink.Output[0]);
    }

    [Fact]
    public async Task Cancel_OfAnotherAccount_LeavesNothing()
    {
        using var stop = new CancellationTokenSource();
        var run = _host.RunAsync("bash", "trap '' TERM; setsid sleep 600 & echo ready; while true; do sleep 1; done", _sink, grace: TimeSpan.FromMilliseconds(200), stop: stop.Token);
        await _sink.WaitForLineAsync(line => line == "ready");
        await stop.CancelAsync();
        Assert.Equal(AttemptEnd.Stopped, (await run).End);
    }

    [Fact]
    public async Task KillAll_OfAnotherAccount_LeavesNothing()
    {
        var run = _host.Runner.RunAsync(_host.Start("bash", "echo ready; sleep 600"), _sink, TimeSpan.Zero, CancellationToken.None);
        await _sink.WaitForLineAsync(line => line == "ready");
        _host.Runner.KillAll();
        Assert.Equal(AttemptEnd.Lost, (await run.WaitAsync(TimeSpan.FromSeconds(30))).End);
        await _host.WaitForNoScriptsAsync();
    }

    [Fact]
    public async Task Environment_WithALauncherOfItsOwn_UsesIt()
    {
        await using var host = HostFixture.With(new()
        {
            ["ScriptHosts:Environments:bounded:Command"] = "bash", ["ScriptHosts:Environments:bounded:Launcher"] = "prlimit '--nofile=300:300' --",
        });
        await host.RunAsync("bounded", "ulimit -n", _sink);
        Assert.Equal(["300"], _sink.Output);
    }

    [Fact]
    public async Task Launcher_Fails_JobIsRefusedWithWhatItSaid()
    {
        await using var host = HostFixture.With(new() { ["ScriptHosts:Launcher"] = "bash -c 'echo no such account >&2; exit 1'" });
        var outcome = await host.RunAsync(host.Start("bash", "echo 1"), _sink);
        Assert.Equal((AttemptEnd.Refused, RefusalCause.Node), (outcome.End, outcome.Refusal));
        Assert.Contains("no such account", outcome.Reason, StringComparison.Ordinal);
        // The status says so without a job, too.
        host.Pool.Fill();
        await Testing.Eventually.IsTrueAsync("the node is in trouble", TimeSpan.FromSeconds(30), () => host.Troubles.Current.Count > 0);
        var trouble = Assert.Single(host.Troubles.Current);
        Assert.Equal(ScriptHostPool.Trouble, trouble.Code);
        Assert.Contains("no such account", Assert.Single(trouble.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Launcher_ComesUpAgain_TroubleIsOver()
    {
        var flag = Path.Combine(_host.Folder, "flag");
        await using var host = HostFixture.With(new()
        {
            ["ScriptHosts:Launcher"] = $"bash -c '[ -e {flag} ] || exit 1; exec \"$0\" \"$@\"'", ["ScriptHosts:WarmPowerShellHosts"] = "0",
        });
        host.Pool.Fill();
        await Testing.Eventually.IsTrueAsync("the node is in trouble", TimeSpan.FromSeconds(30), () => host.Troubles.Current.Count > 0);
        await File.WriteAllTextAsync(flag, "");
        Assert.Equal(AttemptEnd.Exited, (await host.RunAsync(host.Start("bash", "echo 1"), _sink)).End);
        Assert.Empty(host.Troubles.Current);
    }

    [Fact]
    public async Task Launcher_OfOneEnvironmentFails_OnlyThatEnvironmentIsRefused()
    {
        await using var host = HostFixture.With(new()
        {
            ["ScriptHosts:Environments:closed:Command"] = "bash", ["ScriptHosts:Environments:closed:Launcher"] = "bash -c 'echo no such account >&2; exit 1'",
        });
        var outcome = await host.RunAsync(host.Start("closed", "echo 1"), _sink);
        Assert.Equal((AttemptEnd.Refused, RefusalCause.Launcher), (outcome.End, outcome.Refusal));
        Assert.Equal(AttemptEnd.Exited, (await host.RunAsync(host.Start("bash", "echo 1"), _sink)).End);
    }

    [Fact]
    public async Task Pool_WithALauncher_IsWarmed()
    {
        _host.Pool.Fill();
        await _host.WaitForReadyAsync(ScriptKind.Process, 2);
    }

    [Fact]
    public async Task Host_LooksClosedToItsOwnScript_AndGoesFirstWhenMemoryRunsOut()
    {
        await _host.RunAsync("bash", "cat /proc/$PPID/environ > /dev/null 2>&1 && echo open || echo closed; cat /proc/self/oom_score_adj", _sink);
        Assert.Equal(["closed", "500"], _sink.Output);
    }

    [Theory]
    [InlineData(true, "t t")]
    [InlineData(false, " t")]
    public async Task Token_IsInAFileAndWhereItIsWantedInTheEnvironment(bool inEnvironment, string output)
    {
        await using var host = HostFixture.With(new() { ["ScriptHosts:TokenInEnvironment"] = $"{inEnvironment}" });
        var start = host.Start("bash", "echo \"$UNIVERSAL_TOKEN $(cat \"$UNIVERSAL_TOKEN_FILE\")\"; stat -c %a \"$UNIVERSAL_TOKEN_FILE\"");
        await host.RunAsync(start with { Variables = new Dictionary<string, string>(start.Variables) { ["UNIVERSAL_TOKEN"] = "t" } }, _sink);
        Assert.Equal([output, "600"], _sink.Output);
    }

    // The account sees the repository, so that is a folder of its own here.
    private Task<AttemptOutcome> RunAsync(string environment, string script)
    {
        var start = _host.Start(environment, script);
        var folder = Directory.CreateDirectory(Path.Combine(_host.Folder, "repository")).FullName;
        var file = Path.Combine(folder, Path.GetFileName(start.ScriptFile!));
        File.Move(start.ScriptFile!, file);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return _host.RunAsync(start with { ScriptFile = file, RepositoryRoot = folder }, _sink);
    }
}
