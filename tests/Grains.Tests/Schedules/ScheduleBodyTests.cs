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
            "New-PSUSchedule -Name 'five''s' -Script 'a.ps1' -Cron '*/5 * * * *' -Paused -Who 'x''y' -N 3 -Condition ([scriptblock]::Create('1 } ; evil {'))",
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
    [InlineData("""{"script":"a.ps1"}""", "does not say when it is due")]
    [InlineData("""{"script":"a.ps1","cron":"0 0 31 2 *"}""", "never comes")]
    [InlineData("""{"script":"gone.ps1","everyDay":true}""", "there is no script \"gone.ps1\"")]
    [InlineData("""{"everyDay":true}""", "has no -Script")]
    public void Check_Unsound_SaysWhy(string json, string message)
    {
        Assert.Null(ScheduleBody.Check(ScheduleBody.Form.Read(json, out _)!, Snapshot, out var errors));
        Assert.Contains(message, Assert.Single(errors["schedule"]), StringComparison.Ordinal);
    }
}
