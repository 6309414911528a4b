using System.Text.Json;
using Universal.Grains.Triggers;
using Universal.Repository.Catalogue;
using Universal.Scripts;
using Universal.Triggers;

namespace Universal.Grains.Tests.Triggers;

public sealed class TriggerBodyTests
{
    private static readonly CatalogueSnapshot Snapshot = new("/r", [new ScriptDefinition { Path = "a.ps1", Name = "A", Number = 5, Environment = "PowerShell" }]);

    [Fact]
    public void Read_Body_BecomesItsLine()
    {
        var declaration = TriggerBody.Form.Read("""{"name":"mail's","eventType":"jobfailed","triggerScript":"a.ps1","delay":5,"recursive":true,"condition":"$Job.Id } ; evil {"}""", out var errors)!;

        Assert.Empty(errors);
        Assert.Equal(
            "New-PSUTrigger -Name 'mail''s' -EventType 'jobfailed' -TriggerScript 'a.ps1' -Delay 5 -Recursive -Condition ([scriptblock]::Create('$Job.Id } ; evil {'))",
            TriggerBody.Form.Text(declaration));
        var trigger = TriggerBody.Check(declaration, Snapshot, out errors)!;
        Assert.Empty(errors);
        Assert.Equal(("mail's", TriggerEvent.JobFailed, "a.ps1", "$Job.Id } ; evil {"), (trigger.Name, trigger.Event, trigger.TriggerScript, trigger.Condition));
    }

    [Fact]
    public void Read_Change_KeepsWhatItDoesNotSay()
    {
        var before = new Declaration(
            CatalogueKinds.Trigger, "Mail", ".universal/more.ps1", 4, JsonSerializer.SerializeToElement(new { Name = "Mail", EventType = "JobFailed", TriggerScript = "a.ps1", Delay = 5 }));

        var declaration = TriggerBody.Form.Read("""{"delay":0,"eventType":"JobCompleted"}""", out _, before)!;

        Assert.Equal("New-PSUTrigger -Name 'Mail' -EventType 'JobCompleted' -TriggerScript 'a.ps1' -Delay 0", TriggerBody.Form.Text(declaration));
        Assert.Equal(".universal/more.ps1", declaration.File);
    }

    [Theory]
    [InlineData("""{"secret":"x"}""", "secret")]
    [InlineData("""{"header":{}}""", "header")]
    [InlineData("""{"parameters":{}}""", "parameters")]
    [InlineData("""{"condition":1}""", "condition")]
    [InlineData("3", "body")]
    public void Read_Unsound_NamesTheField(string json, string field)
    {
        Assert.Null(TriggerBody.Form.Read(json, out var errors));
        Assert.Equal([field], errors.Keys);
    }

    [Fact]
    public void Read_ChangeThatTakesASwitchBack_LeavesItOut()
    {
        var before = new Declaration(
            CatalogueKinds.Trigger, "Mail", ".universal/more.ps1", 4, JsonSerializer.SerializeToElement(new { Name = "Mail", EventType = "JobFailed", TriggerScript = "a.ps1", Recursive = true }));

        var declaration = TriggerBody.Form.Read("""{"recursive":false}""", out _, before)!;

        Assert.Equal("New-PSUTrigger -Name 'Mail' -EventType 'JobFailed' -TriggerScript 'a.ps1'", TriggerBody.Form.Text(declaration));
        Assert.False(TriggerBody.Check(declaration, Snapshot, out _)!.Recursive);
    }

    [Theory]
    [InlineData("""{"recursive":"yes"}""", "recursive", "true or false")]
    [InlineData("""{"delay":"5"}""", "delay", "a whole number")]
    [InlineData("""{"delay":1.5}""", "delay", "a whole number")]
    [InlineData("""{"delay":false}""", "delay", "a whole number")]
    [InlineData("""{"name":1}""", "name", "a text")]
    [InlineData("""{"eventType":3}""", "eventType", "a text")]
    [InlineData("""{"url":false}""", "url", "a text")]
    [InlineData("""{"computer":["n1"]}""", "computer", "a text")]
    [InlineData("""{"triggerScript":true}""", "triggerScript", "a name")]
    public void Read_WhatTheCmdletDoesNotTake_IsAnErrorOfItsField(string json, string field, string wanted)
    {
        Assert.Null(TriggerBody.Form.Read(json, out var errors));
        Assert.Equal([field], errors.Keys);
        Assert.StartsWith($"Must be {wanted}", Assert.Single(errors[field]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"eventType":"JobFailed","triggerScript":"a.ps1"}""", "has no -Name")]
    [InlineData("""{"name":"t","eventType":"JobFailed"}""", "neither -TriggerScript nor -Url")]
    [InlineData("""{"name":"t","eventType":"JobFailed","triggerScript":"gone.ps1"}""", "has no script 'gone.ps1'")]
    [InlineData("""{"name":"t","eventType":"Tuesday","triggerScript":"a.ps1"}""", "waits for 'Tuesday'")]
    [InlineData("""{"name":"t","eventType":"JobFailed","url":"ftp://x"}""", "must be an absolute address")]
    [InlineData("""{"name":"t","eventType":"DashboardStarted","triggerScript":"a.ps1"}""", "which nothing raises")]
    public void Check_Unsound_SaysWhy(string json, string message)
    {
        Assert.Null(TriggerBody.Check(TriggerBody.Form.Read(json, out _)!, Snapshot, out var errors));
        Assert.Contains(errors["trigger"], fault => fault.Contains(message, StringComparison.Ordinal));
    }
}
