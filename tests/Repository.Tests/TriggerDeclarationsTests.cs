using System.Text.Json;
using Universal.Repository.Catalogue;
using Universal.Scripts;
using Universal.Triggers;

namespace Universal.Repository.Tests;

/// <summary>What becomes of <c>New-PSUTrigger</c>.</summary>
public sealed class TriggerDeclarationsTests
{
    private static readonly ScriptDefinition[] Scripts =
    [
        new() { Path = "ops/after.ps1", Name = "After", Number = 7, Environment = "PowerShell" },
        new() { Path = "work.ps1", Name = "Work", Number = 8, Environment = "PowerShell" },
    ];

    [Theory]
    [InlineData("JobStarted", TriggerEvent.JobStarted)]
    [InlineData("jobfailed", TriggerEvent.JobFailed)]
    [InlineData("JobFeedbackRequested", TriggerEvent.JobFeedbackRequested)]
    [InlineData("JobRequestedFeedback", TriggerEvent.JobFeedbackRequested)]
    [InlineData("ServerStopped", TriggerEvent.ServerStopping)]
    [InlineData("RevokedAppTokenUsage", TriggerEvent.RevokedAppTokenUsage)]
    [InlineData("GitSync", TriggerEvent.GitSync)]
    public void Read_EventTypes_UnderTheirNames(string written, TriggerEvent expected)
    {
        var (trigger, faults) = Read($$"""{"EventType":"{{written}}","TriggerScript":"After"}""");
        Assert.Empty(faults);
        Assert.Equal((expected, "ops/after.ps1"), (trigger!.Event, trigger.TriggerScript));
    }

    [Fact]
    public void Read_Everything_IsThere()
    {
        var (trigger, faults) = Read("""
            {"EventType":"JobCompleted","TriggerScript":"ops\\after.ps1","Script":"8","Computer":"n1","Environment":"Ops","Delay":90,"Recursive":true,
             "Condition":{"$script":" $Job.Id ","$line":1},"Url":{"$secret":"https://hooks.example:8443/x?y=z"},"Secret":{"$secret":"s"},"Header":{"X-Key":{"$secret":"k"},"X-Number":5}}
            """);
        Assert.Equal("-Delay of \"T\" delays its script; the webhook goes at once.", Assert.Single(faults).Message);
        Assert.Equal(
            ("T", "ops/after.ps1", "work.ps1", "n1", "Ops", TimeSpan.FromSeconds(90), true, " $Job.Id "),
            (trigger!.Name, trigger.TriggerScript, trigger.Script, trigger.Computer, trigger.Environment, trigger.Delay, trigger.Recursive, trigger.Condition));
        Assert.Equal(("https://hooks.example:8443", "https://hooks.example:8443/x?y=z", "s"), (trigger.Webhook!.To, trigger.Webhook.Uri.AbsoluteUri, trigger.Webhook.Secret));
        Assert.Equal("https://hooks.example:8443", trigger.Webhook.ToString());
        Assert.Equal(["X-Key=k", "X-Number=5"], trigger.Webhook.Headers.Select(header => $"{header.Key}={header.Value}"));
        Assert.Equal((".universal/triggers.ps1", 4), (trigger.File, trigger.Line));
        Assert.NotEqual(trigger.Fingerprint, Read("""{"EventType":"JobCompleted","TriggerScript":"After"}""").Trigger!.Fingerprint);
    }

    [Theory]
    [InlineData("""{"TriggerScript":"After"}""", "no -EventType")]
    [InlineData("""{"EventType":"JobEnded","TriggerScript":"After"}""", "'JobEnded'; there are JobStarted, JobCompleted")]
    [InlineData("""{"EventType":"3","TriggerScript":"After"}""", "'3'; there are")]
    [InlineData("""{"EventType":"JobFailed"}""", "neither -TriggerScript nor -Url")]
    [InlineData("""{"EventType":"JobFailed","TriggerScript":"Gone"}""", "no script 'Gone'")]
    [InlineData("""{"EventType":"JobFailed","TriggerScript":"After","Script":"Gone"}""", "no script 'Gone'")]
    [InlineData("""{"EventType":"GitSync","TriggerScript":"After","Script":"Work"}""", "-Script of \"T\" narrows events of jobs")]
    [InlineData("""{"EventType":"JobFailed","TriggerScript":"After","Dashboard":"D"}""", "-Dashboard of \"T\" narrows events of apps")]
    [InlineData("""{"EventType":"JobFailed","TriggerScript":"After","Delay":-1}""", "-Delay of \"T\" must be 0 to")]
    [InlineData("""{"EventType":"JobFailed","TriggerScript":"After","Delay":1e12}""", "-Delay of \"T\" must be 0 to")]
    [InlineData("""{"EventType":"JobFailed","TriggerScript":"After","Delay":1e400}""", "-Delay of \"T\" must be 0 to")]
    [InlineData("""{"EventType":"JobFailed","Url":{"$secret":5}}""", "-Url of \"T\" must be an absolute address")]
    [InlineData("""{"EventType":"JobFailed","Url":"https://h","Header":{"X-Y":{"$secret":5}}}""", "the trigger \"T\" cannot be read (InvalidOperationException)")]
    [InlineData("""{"EventType":"JobFailed","TriggerScript":"After","Condition":"text"}""", "must be a script block")]
    [InlineData("""{"EventType":"JobFailed","Url":"ftp://host/x"}""", "-Url of \"T\" must be an absolute address")]
    [InlineData("""{"EventType":"JobFailed","Url":"https://user:pass@host/x"}""", "without a user")]
    [InlineData("""{"EventType":"JobFailed","Url":"/x"}""", "-Url of \"T\" must be an absolute address")]
    [InlineData("""{"EventType":"JobFailed","Url":"https://h","Secret":""}""", "-Secret of \"T\" must be")]
    [InlineData("""{"EventType":"JobFailed","Url":"https://h","Header":{"X Y":"1"}}""", "'X Y' is no header")]
    [InlineData("""{"EventType":"JobFailed","Url":"https://h","Header":{"X-Y":"1\r\nZ: 2"}}""", "'X-Y' is no header")]
    [InlineData("""{"EventType":"JobFailed","Url":"https://h","Header":{"X-Universal-Signature":"1"}}""", "is no header that can be set")]
    [InlineData("""{"EventType":"JobFailed","Url":"https://h","Header":"X"}""", "must be a hashtable")]
    public void Read_Fault_IsToldWithFileAndLine(string properties, string message)
    {
        var (trigger, faults) = Read(properties);
        Assert.Null(trigger);
        var fault = Assert.Single(faults);
        Assert.Equal((".universal/triggers.ps1", 4, FaultSeverity.Error), (fault.File, fault.Line, fault.Severity));
        Assert.Contains(message, fault.Message);
        Assert.DoesNotContain("pass", fault.Message);
    }

    [Theory]
    [InlineData("""{"EventType":"LicenseExpired","TriggerScript":"After"}""", "which this platform does not have", false)]
    [InlineData("""{"EventType":"JobFailed","TriggerScript":"After","ProtectRule":"r"}""", "-ProtectRule", false)]
    [InlineData("""{"EventType":"DashboardStopped","TriggerScript":"After","Dashboard":"D"}""", "which nothing raises", true)]
    public void Read_WhatThereIsNot_IsRefused(string properties, string message, bool listed)
    {
        var (trigger, faults) = Read(properties);
        Assert.Equal(listed, trigger is not null);
        Assert.Equal(FaultSeverity.Refused, Assert.Single(faults).Severity);
        Assert.Contains(message, faults[0].Message);
    }

    [Fact]
    public void Read_EmptyCondition_IsWarnedOf()
    {
        var (trigger, faults) = Read("""{"EventType":"JobFailed","TriggerScript":"After","Condition":{"$script":"\n","$line":1}}""");
        Assert.NotNull(trigger);
        Assert.Equal(FaultSeverity.Warning, Assert.Single(faults).Severity);
    }

    [Fact]
    public void Read_DeclarationThatCannotBeRead_IsAFaultAndTheOthersAreInForce()
    {
        var faults = new List<CatalogueFault>();
        var triggers = TriggerDeclarations.Read(
            [
                new Declaration(CatalogueKinds.Trigger, "broken", ".universal/triggers.ps1", 3, JsonSerializer.SerializeToElement("no object")),
                new Declaration(CatalogueKinds.Trigger, "sound", ".universal/triggers.ps1", 4, JsonSerializer.SerializeToElement(new { EventType = "JobFailed", TriggerScript = "After" })),
            ],
            Scripts, faults);

        Assert.Equal("sound", Assert.Single(triggers).Name);
        var fault = Assert.Single(faults);
        Assert.Equal((".universal/triggers.ps1", 3, FaultSeverity.Error), (fault.File, fault.Line, fault.Severity));
        Assert.StartsWith("the trigger \"broken\" cannot be read (", fault.Message, StringComparison.Ordinal);
    }

    private static (TriggerDefinition? Trigger, List<CatalogueFault> Faults) Read(string properties)
    {
        var faults = new List<CatalogueFault>();
        var document = FakeConfigurationReader.Parse(
            $$"""{"version":1,"complete":true,"faults":[],"declarations":[{"kind":"trigger","name":"T","cmdlet":"x","file":".universal/triggers.ps1","line":4,"column":1,"properties":{{properties}}}]}""");
        return (TriggerDeclarations.Read(document.Declarations, Scripts, faults).SingleOrDefault(), faults);
    }
}
