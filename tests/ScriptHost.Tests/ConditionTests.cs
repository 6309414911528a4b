using Universal.Grains.Execution;

namespace Universal.ScriptHost.Tests;

/// <summary>Conditions of schedules and triggers.</summary>
public sealed class ConditionTests(HostFixture host) : IClassFixture<HostFixture>
{
    [Theory]
    [InlineData("$true", true)]
    [InlineData("$false", false)]
    [InlineData("", false)]
    [InlineData("$null", false)]
    [InlineData("0", false)]
    [InlineData("''", false)]
    [InlineData("'no'", true)]
    [InlineData("$true; $false", false)]
    [InlineData("$false; 5", true)]
    [InlineData("return $true; $false", true)]
    [InlineData("Write-Error 'e'; $true", true)]
    [InlineData("[Console]::WriteLine('universal:condition=True'); $false", false)]
    [InlineData("$Job.Status -eq 'Failed' -and $job.script.name -eq 'a' -and $Job.Id -gt 2", true)]
    [InlineData("$Data[1] -eq 'y' -and $null -eq $Nothing", true)]
    [InlineData("$UASchedule.Name -eq 'Nightly'", true)]
    public async Task Condition_IsMetWhenTheLastOfItsOutputIsTrue(string condition, bool met)
    {
        const string variables = """{"Job":{"id":3,"status":"Failed","script":{"name":"a"}},"Data":["x","y"],"UASchedule":{"name":"Nightly"},"Nothing":null}""";

        var outcome = await EvaluateAsync(condition, variables);

        Assert.Equal(met ? new ConditionOutcome.Met() : new ConditionOutcome.NotMet(), outcome);
    }

    [Theory]
    [InlineData("if (", "Missing")]
    [InlineData("throw 'boom'", "boom")]
    [InlineData("$true; exit 3", "exit code 3")]
    [InlineData("$ErrorActionPreference = 'Stop'; Write-Error 'stops'; $true", "stops")]
    [InlineData("Read-Host 'Sure'", "asks a question")]
    public async Task Condition_ThatDoesNotComeToItsEnd_FailsWithItsReason(string condition, string reason)
    {
        var failed = Assert.IsType<ConditionOutcome.Failed>(await EvaluateAsync(condition, null));

        Assert.Contains(reason, failed.Reason);
    }

    [Fact]
    public async Task Condition_WithoutVariables_SeesTheProcessAndTheRepository()
    {
        Assert.IsType<ConditionOutcome.Met>(await EvaluateAsync("$env:PATH -and $env:UNIVERSAL_REPOSITORY -eq $Repository -and -not $env:UNIVERSAL_TOKEN", null));
    }

    [Fact]
    public async Task Condition_InAnUnknownEnvironment_Fails()
    {
        var failed = Assert.IsType<ConditionOutcome.Failed>(await host.Conditions.EvaluateAsync("$true", null, "Nowhere", CancellationToken.None));

        Assert.Contains("Nowhere", failed.Reason);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("throw 'not run'; exit 3", null)]
    [InlineData("if (", "Missing")]
    [InlineData("} ; Remove-Item {", "Unexpected token")]
    public async Task FaultOf_Text_SaysWhetherItParses(string? condition, string? reason)
    {
        var fault = await host.Conditions.FaultOfAsync(condition).WaitAsync(TimeSpan.FromSeconds(60));

        if (reason is null) Assert.Null(fault);
        else Assert.Contains(reason, fault);
    }

    [Fact]
    public async Task Conditions_AtOnce_LeaveNothingBehind()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => EvaluateAsync("$true", null)));

        Assert.All(outcomes, outcome => Assert.IsType<ConditionOutcome.Met>(outcome));
        await host.WaitForNoScriptsAsync();
        Assert.Empty(Directory.Exists(host.Folders.Root) ? Directory.GetDirectories(host.Folders.Root) : []);
    }

    private Task<ConditionOutcome> EvaluateAsync(string condition, string? variables) =>
        host.Conditions.EvaluateAsync(condition, variables, null, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));
}
