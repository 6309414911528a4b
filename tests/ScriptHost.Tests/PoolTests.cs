using Universal.Grains.Execution;
using Universal.ScriptHost.Protocol;
using Universal.ScriptHost.Protocol.Processes;

namespace Universal.ScriptHost.Tests;

/// <summary>That hosts wait ready, and that one which was used or lost is replaced.</summary>
public sealed class PoolTests
{
    [Fact]
    public async Task Pool_AfterUse_IsFullAgain()
    {
        await using var host = HostFixture.With(new() { ["ScriptHosts:WarmProcessHosts"] = "2", ["ScriptHosts:WarmPowerShellHosts"] = "1" });
        host.Pool.Fill();
        await host.WaitForReadyAsync(ScriptKind.Process, 2);
        await host.WaitForReadyAsync(ScriptKind.PowerShell, 1);
        var sink = new RecordingSink();
        Assert.Equal(0, (await host.RunAsync(host.Start("bash", "echo 1"), sink)).ExitCode);
        Assert.Equal(0, (await host.RunAsync(host.Start("PowerShell", "'2'"), sink)).ExitCode);
        Assert.Equal(["1", "2"], sink.Output);
        await host.WaitForReadyAsync(ScriptKind.Process, 2);
        await host.WaitForReadyAsync(ScriptKind.PowerShell, 1);
    }

    [Fact]
    public async Task Pool_WaitingHostDied_AttemptGetsAnother()
    {
        await using var host = HostFixture.With(new() { ["ScriptHosts:WarmProcessHosts"] = "1", ["ScriptHosts:WarmPowerShellHosts"] = "0" });
        host.Pool.Fill();
        await host.WaitForReadyAsync(ScriptKind.Process, 1);
        var waiting = Assert.Single(ProcessTable.WithVariable("UNIVERSAL_HOST_TOKEN", host.Folders.TokenPrefix));
        Signals.Send(waiting, Signals.Kill);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (ProcessTable.Read().Any(p => p.Id == waiting))
            await Task.Delay(10, limit.Token);
        var outcome = await host.RunAsync(host.Start("bash", "exit 6"), new RecordingSink());
        Assert.Equal((AttemptEnd.Exited, 6), (outcome.End, outcome.ExitCode));
    }

    [Fact]
    public void Options_WithFaults_AreAllReported()
    {
        var options = new ScriptHostOptions
        {
            HostPath = "/no/such/host",
            WarmProcessHosts = 99,
            NodeSilenceLimit = TimeSpan.Zero,
            Environments = { ["perl"] = new ScriptEnvironmentOptions { Arguments = ["-w"] } },
        };
        var result = new ScriptHostOptionsValidator().Validate(null, options);
        Assert.Equal(5, result.Failures!.Count());
        Assert.Contains("/no/such/host", result.FailureMessage);
    }

    [Fact]
    public void Streams_HaveTheNumbersOfTheContracts()
    {
        Assert.Equal(Enum.GetNames<Universal.Jobs.OutputStream>(), Enum.GetNames<HostStream>());
        Assert.Equal(Enum.GetNames<Universal.Jobs.JobFeedbackKind>(), Enum.GetNames<QuestionKind>());
    }
}
