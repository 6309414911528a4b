using System.Text.Json;
using Universal.Grains.Schedules;
using Universal.Repository.Catalogue;
using Universal.Schedules;
using Universal.Scripts;

namespace Universal.Grains.Tests.Schedules;

public sealed class ScheduleBodyTests
{
    private static readonly CatalogueSnapshot Snapshot = new("/r", [new ScriptDefinition { Path = "a.ps1", Name = "A", Number = 5, Environment = "PowerShell" }]);

    [Fact]
    public void Read_Body_BecomesItsLine()
    {
        var declaration = ScheduleBody.Form.Read(
            """{"script":"a.ps1","cron":"*/5 * * * *","name":"five's","paused":true,"condition":"1 } ; evil {","parameters":{"Who":"x'y","N":3},"timeZone":null}""", out var errors)!;

        Assert.Empty(errors);
        Assert.Equal(
            "New-PSUSchedule -Name 'five''s' -Script 'a.ps1' -Cron '*/5 * * * *' -Paused -Parameters @{ 'Who' = 'x''y'; 'N' = 3 } -Condition ([scriptblock]::Create('1 } ; evil {'))",
            ScheduleBody.Form.Text(declaration));
        var schedule = ScheduleBody.Check(declaration, Snapshot, out errors)!;
        Assert.Empty(errors);
        Assert.Equal(("five's", ScheduleKind.Cron, true, """{"Who":"x\u0027y","N":3}"""), (schedule.Name, schedule.Kind, schedule.Paused, schedule.Parameters));
    }

    [Theory]
    [InlineData("[]", "body")]
    [InlineData("""{"crn":"* * * * *"}""", "crn")]
    [InlineData("""{"parameters":[]}""", "parameters")]
    [InlineData("""{"condition":true}""", "condition")]
    [InlineData("""{"script":"a.ps1","parameters":{"a b":1}}""", "parameters.a b")]
    public void Read_Unsound_NamesTheField(string json, string field)
    {
        Assert.Null(ScheduleBody.Form.Read(json, out var errors));
        Assert.Equal([field], errors.Keys);
    }

    [Theory]
    [InlineData("""{"timeout":"abc"}""", "timeout", "a whole number")]
    [InlineData("""{"timeout":1.5}""", "timeout", "a whole number")]
    [InlineData("""{"priority":3000000000}""", "priority", "a whole number")]
    [InlineData("""{"delayHour":"1"}""", "delayHour", "a whole number")]
    [InlineData("""{"delay":"abc"}""", "delay", "a span of time")]
    [InlineData("""{"delay":30}""", "delay", "a span of time")]
    [InlineData("""{"paused":"true"}""", "paused", "true or false")]
    [InlineData("""{"everyDay":1}""", "everyDay", "true or false")]
    [InlineData("""{"misfirePolicy":1}""", "misfirePolicy", "one of RunOnce, Skip, RunEach")]
    [InlineData("""{"overlapPolicy":"Never"}""", "overlapPolicy", "one of Allow, Skip, Queue, Replace")]
    [InlineData("""{"cron":5}""", "cron", "a text")]
    [InlineData("""{"oneTime":true}""", "oneTime", "a text")]
    [InlineData("""{"name":{"$secret":"x"}}""", "name", "a text")]
    [InlineData("""{"computer":{"Name":"web01"}}""", "computer", "a text")]
    [InlineData("""{"script":["a.ps1"]}""", "script", "a name")]
    [InlineData("""{"condition":1}""", "condition", "the text of a script block")]
    public void Read_WhatTheCmdletDoesNotTake_IsAnErrorOfItsField(string json, string field, string wanted)
    {
        Assert.Null(ScheduleBody.Form.Read(json, out var errors));
        Assert.Equal([field], errors.Keys);
        Assert.StartsWith($"Must be {wanted}", Assert.Single(errors[field]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"cron":"0 * * * *","everyHour":true}""", "everyHour")]
    [InlineData("""{"oneTime":"2030-01-01","continuous":true}""", "continuous")]
    [InlineData("""{"everyDay":true,"everyWeek":true}""", "everyWeek")]
    [InlineData("""{"everyDay":true,"cron":""}""", "cron")]
    public void Read_TwoTimings_IsAnErrorOfTheSecond(string json, string field)
    {
        Assert.Null(ScheduleBody.Form.Read(json, out var errors));
        Assert.Equal([field], errors.Keys);
        Assert.StartsWith("Give only one of Cron, OneTime, Continuous, EveryMinute", Assert.Single(errors[field]), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SwitchesThatAreFalse_ChooseNoParameterSet()
    {
        var declaration = ScheduleBody.Form.Read("""{"script":"a.ps1","cron":"0 * * * *","continuous":false,"everyHour":false,"paused":false}""", out _)!;

        Assert.Equal("New-PSUSchedule -Script 'a.ps1' -Cron '0 * * * *'", ScheduleBody.Form.Text(declaration));
        Assert.Equal("0 * * * *", ScheduleBody.Check(declaration, Snapshot, out _)!.Cron);
    }

    [Fact]
    public void Read_ChangeOfTheTiming_TakesThePlaceOfTheOneBefore()
    {
        var before = new Declaration(
            CatalogueKinds.Schedule, "s", ".universal/schedules.ps1", 4, JsonSerializer.SerializeToElement(new { Name = "s", Script = "a.ps1", Cron = "0 * * * *", Priority = 3 }))
        {
            Others = JsonSerializer.SerializeToElement(new { Who = "anna", N = 1 }),
        };

        var declaration = ScheduleBody.Form.Read("""{"everyDay":true,"parameters":{"who":"bea"}}""", out _, before)!;

        Assert.Equal("New-PSUSchedule -Name 's' -Script 'a.ps1' -EveryDay -Priority 3 -Parameters @{ 'Who' = 'bea'; 'N' = 1 }", ScheduleBody.Form.Text(declaration), ignoreCase: true);
    }

    [Theory]
    [InlineData("""{"Computer":"web01","Desc":"x","Verbose":true,"Flag":"-Force","List":[1,{"a":null}]}""")]
    [InlineData("""{"Parameters":{"Computer":"web01","Desc":"x","Verbose":true,"Flag":"-Force","List":[1,{"a":null}]}}""")]
    public void Read_ParametersNamedLikeTheCmdlets_StayTheScripts(string parameters)
    {
        var declaration = ScheduleBody.Form.Read($$"""{"script":"a.ps1","everyDay":true,"parameters":{{parameters}}}""", out _)!;

        Assert.Equal(
            "New-PSUSchedule -Script 'a.ps1' -EveryDay -Parameters @{ 'Computer' = 'web01'; 'Desc' = 'x'; 'Verbose' = $true; 'Flag' = '-Force'; 'List' = @(1, @{ 'a' = $null }) }",
            ScheduleBody.Form.Text(declaration));
        var schedule = ScheduleBody.Check(declaration, Snapshot, out _)!;
        Assert.Null(schedule.Target);
        Assert.Equal("""{"Computer":"web01","Desc":"x","Verbose":true,"Flag":"-Force","List":[1,{"a":null}]}""", schedule.Parameters);
    }

    [Theory]
    [InlineData("""{"who":1,"WHO":2}""", "parameters.WHO", "twice")]
    [InlineData("""{"who":1,"Parameters":{"Who":2}}""", "parameters.Who", "twice")]
    [InlineData("""{"map":{"x":1,"X":2}}""", "parameters.map", "'X' twice")]
    [InlineData("""{"list":[{"in":{"x":1,"x":2}}]}""", "parameters.list", "'x' twice")]
    [InlineData("""{"n":1e400}""", "parameters.n", "too large")]
    public void Read_ParametersThatPowerShellDoesNotReadBack_AreErrors(string parameters, string field, string message)
    {
        Assert.Null(ScheduleBody.Form.Read($$"""{"script":"a.ps1","everyDay":true,"parameters":{{parameters}}}""", out var errors));
        Assert.Equal([field], errors.Keys);
        Assert.Contains(message, Assert.Single(errors[field]), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ParametersNestedTooDeeply_IsAnError()
    {
        Assert.Null(ScheduleBody.Form.Read("""{"parameters":{"deep":""" + new string('[', 40) + new string(']', 40) + "}}", out var errors));
        Assert.Equal(["parameters.deep"], errors.Keys);
    }

    [Theory]
    [InlineData("5", "5")]
    [InlineData("""{"id":5,"name":"a.ps1"}""", "a.ps1")]
    public void Read_ScriptAsNumberOrObject_IsWrittenAsText(string script, string expected)
    {
        var declaration = ScheduleBody.Form.Read($$"""{"script":{{script}},"everyDay":true}""", out _)!;

        Assert.Equal($"New-PSUSchedule -Script '{expected}' -EveryDay", ScheduleBody.Form.Text(declaration));
        Assert.NotNull(ScheduleBody.Check(declaration, Snapshot, out _));
    }

    [Theory]
    [InlineData("""{"script":"a.ps1"}""", "does not say when it is due")]
    [InlineData("""{"script":"a.ps1","cron":"0 0 31 2 *"}""", "never comes")]
    [InlineData("""{"script":"gone.ps1","everyDay":true}""", "there is no script \"gone.ps1\"")]
    [InlineData("""{"everyDay":true}""", "has no -Script")]
    [InlineData("""{"script":"a.ps1","continuous":false}""", "does not say when it is due")]
    [InlineData("""{"script":"a.ps1","continuous":true,"delayHour":300000000}""", "the delay must be between")]
    [InlineData("""{"script":"a.ps1","oneTime":"9999-12-31T23:59:59","timeZone":"America/New_York"}""", "its year must be")]
    public void Check_Unsound_SaysWhy(string json, string message)
    {
        Assert.Null(ScheduleBody.Check(ScheduleBody.Form.Read(json, out _)!, Snapshot, out var errors));
        Assert.Contains(message, Assert.Single(errors["schedule"]), StringComparison.Ordinal);
    }
}
