using Universal.Grains.Execution;

namespace Universal.ScriptHost.Tests;

/// <summary>Scripts that want more than they may have.</summary>
public sealed class LimitTests
{
    private readonly RecordingSink _sink = new();

    [Theory]
    [InlineData("python3", "x = bytearray(1)\nwhile True: x += bytes(4 * 1024 * 1024)")]
    [InlineData("PowerShell", "$all = [System.Collections.Generic.List[object]]::new(); while ($true) { $block = [byte[]]::new(4MB); [Array]::Fill($block, [byte]1); $all.Add($block) }")]
    public async Task Memory_OverItsLimit_EndsFailedAndSaysSo(string environment, string script)
    {
        await using var host = HostFixture.With(new() { ["ScriptHosts:MaxMemory"] = $"{256L * 1024 * 1024}" });
        var outcome = await host.RunAsync(environment, script, _sink);
        Assert.Equal((AttemptEnd.Exited, true), (outcome.End, outcome.Terminated));
        Assert.Contains("over 256 MiB of memory.", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Processes_OverTheirLimit_AreKilledAndTheReasonSaysSo()
    {
        await using var host = HostFixture.With(new() { ["ScriptHosts:MaxProcesses"] = "20" });
        var outcome = await host.RunAsync("bash", "for i in $(seq 100); do sleep 600 & done; wait", _sink);
        Assert.Equal((AttemptEnd.Exited, true, "Killed: over 20 processes."), (outcome.End, outcome.Terminated, outcome.Reason));
    }

    [Fact]
    public async Task File_OverItsLimit_EndsTheProgramAndTheReasonSaysSo()
    {
        await using var host = HostFixture.With(new() { ["ScriptHosts:MaxFileSize"] = $"{1024 * 1024}" });
        var outcome = await host.RunAsync("bash", "exec dd if=/dev/zero of=big bs=64k count=100 status=none", _sink);
        Assert.Equal((AttemptEnd.Exited, true, "Killed: a file over 1 MiB."), (outcome.End, outcome.Terminated, outcome.Reason));
    }

    [Fact]
    public async Task Script_WithinItsLimits_EndsAsWithout()
    {
        await using var host = HostFixture.With(new()
        {
            ["ScriptHosts:MaxMemory"] = $"{1024L * 1024 * 1024}", ["ScriptHosts:MaxProcesses"] = "50", ["ScriptHosts:MaxFileSize"] = "1000000",
        });
        Assert.Equal(3, (await host.RunAsync("bash", "echo x > file; exit 3", _sink)).ExitCode);
        Assert.Equal(0, (await host.RunAsync("PowerShell", "1 + 1", _sink)).ExitCode);
    }
}
