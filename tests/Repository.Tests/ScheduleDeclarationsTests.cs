using System.Text.Json;
using Universal.Jobs;
using Universal.Repository.Catalogue;
using Universal.Schedules;

namespace Universal.Repository.Tests;

/// <summary>What becomes of <c>New-PSUSchedule</c>.</summary>
public sealed class ScheduleDeclarationsTests : IDisposable
{
    private readonly RepositoryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"Cron":"*/5 * * * *"}""", "Cron */5 * * * * UTC")]
    [InlineData("""{"Cron":"30 0 9 * * 1-5","TimeZone":"Europe/Berlin"}""", "Cron 30 0 9 * * 1-5 Europe/Berlin")]
    [InlineData("""{"Cron":"0 9 * * *","TimeZone":"W. Europe Standard Time"}""", "Cron 0 9 * * * Europe/Berlin")]
    [InlineData("""{"Cron":"0 9 * * *","TimeZone":"utc"}""", "Cron 0 9 * * * UTC")]
    [InlineData("""{"EveryMinute":true}""", "Cron * * * * * UTC")]
    [InlineData("""{"EveryHour":true}""", "Cron 0 * * * * UTC")]
    [InlineData("""{"EveryDay":true}""", "Cron 0 0 * * * UTC")]
    [InlineData("""{"EveryWeek":true}""", "Cron 0 0 * * 0 UTC")]
    [InlineData("""{"EveryMonth":true}""", "Cron 0 0 1 * * UTC")]
    [InlineData("""{"Continuous":true,"Delay":"00:01:00","DelaySecond":5}""", "Continuous 00:01:05")]
    [InlineData("""{"OneTime":"2030-07-01T12:00:00.0000000","TimeZone":"America/New_York"}""", "OneTime 2030-07-01 16:00:00Z")]
    [InlineData("""{"OneTime":"2030-07-01T12:00:00.0000000Z"}""", "OneTime 2030-07-01 12:00:00Z")]
    [InlineData("""{"OneTime":"2030-07-01T14:00:00.0000000+02:00"}""", "OneTime 2030-07-01 12:00:00Z")]
    [InlineData("""{"OneTime":"2030-03-31T02:30:00.0000000","TimeZone":"Europe/Berlin"}""", "OneTime 2030-03-31 01:00:00Z")]
    [InlineData("""{"EveryDay":true,"RandomDelay":true,"DelayHour":2}""", "Cron 0 0 * * * UTC 02:00:00")]
    [InlineData("""{"EveryDay":true,"RandomDelay":true}""", "Cron 0 0 * * * UTC 00:01:00")]
    public void Read_EachForm_SaysWhenItIsDue(string properties, string expected)
    {
        var (schedules, faults) = Read(properties);

        Assert.Empty(faults);
        var schedule = Assert.Single(schedules);
        var told = schedule.Kind switch
        {
            ScheduleKind.Cron => $"Cron {schedule.Cron} {schedule.TimeZone}{(schedule.RandomDelay ? $" {schedule.Delay}" : "")}",
            ScheduleKind.Continuous => $"Continuous {schedule.Delay}",
            _ => $"OneTime {schedule.OneTime:u}",
        };
        Assert.Equal(expected, told);
    }

    [Theory]
    [InlineData("""{"Cron":"0 0 31 2 *"}""", "'0 0 31 2 *' never comes")]
    [InlineData("""{"Cron":"61 * * * *"}""", "'61 * * * *' is no cron expression")]
    [InlineData("""{"Cron":"every day"}""", "'every day' is no cron expression of five fields (minute hour day month weekday), or of six with the second first.")]
    [InlineData("""{"Cron":""}""", "does not say when it is due")]
    [InlineData("{}", "does not say when it is due")]
    [InlineData("""{"Cron":"* * * * *","TimeZone":"Europe/Berln"}""", "there is no time zone 'Europe/Berln'")]
    [InlineData("""{"OneTime":"tomorrow"}""", "'tomorrow' is no point in time")]
    [InlineData("""{"Continuous":true,"Delay":"-00:00:01"}""", "the delay must be between zero and 30 days")]
    [InlineData("""{"Continuous":true,"Delay":"soon"}""", "-Delay 'soon' is no span of time")]
    [InlineData("""{"Continuous":true,"DelayHour":300000000}""", "the delay must be between zero and 30 days")]
    [InlineData("""{"Continuous":true,"DelaySecond":1e400}""", "the delay must be between zero and 30 days")]
    [InlineData("""{"Continuous":true,"DelayHour":1e400,"DelayMinute":-1e400}""", "the delay must be between zero and 30 days")]
    [InlineData("""{"Continuous":true,"Delay":"10675199.02:48:05.4775807","DelayHour":5}""", "the delay must be between zero and 30 days")]
    [InlineData("""{"OneTime":"9999-12-31T23:59:59.9999999","TimeZone":"America/New_York"}""", "is out of bounds; its year must be 2 to 9998")]
    [InlineData("""{"OneTime":"0001-01-01T00:00:00.0000000","TimeZone":"Asia/Tokyo"}""", "is out of bounds; its year must be 2 to 9998")]
    [InlineData("""{"EveryDay":true,"Priority":1e400}""", "-Priority must be a whole number from -1000 to 1000")]
    [InlineData("""{"EveryDay":true,"Priority":5000}""", "-Priority must be a whole number from -1000 to 1000")]
    [InlineData("""{"EveryDay":true,"MisfirePolicy":"Never"}""", "-MisfirePolicy can be RunOnce, Skip, RunEach, not 'Never'")]
    [InlineData("""{"EveryDay":true,"OverlapPolicy":"2"}""", "-OverlapPolicy can be Allow, Skip, Queue, Replace, not '2'")]
    public void Read_Faulty_IsLeftOutWithItsLine(string properties, string message)
    {
        var (schedules, faults) = Read(properties);

        Assert.Empty(schedules);
        var fault = Assert.Single(faults, fault => fault.Severity == FaultSeverity.Error);
        Assert.Equal((".universal/schedules.ps1", 1), (fault.File, fault.Line));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Continuous":true}""", "waits at least 1 second")]
    [InlineData("""{"EveryDay":true,"Delay":"00:00:10"}""", "a delay has no effect")]
    [InlineData("""{"EveryDay":true,"Script":"nowhere.ps1"}""", "there is no script \"nowhere.ps1\"")]
    public void Read_Doubtful_IsInForceAndWarns(string properties, string message)
    {
        var (schedules, faults) = Read(properties);

        Assert.Single(schedules);
        var fault = Assert.Single(faults);
        Assert.Equal(FaultSeverity.Warning, fault.Severity);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TimesFinerThanTheDatabaseKeeps_AreCut()
    {
        Assert.Equal(0, Assert.Single(Read("""{"OneTime":"2030-07-01T12:00:00.1239999Z"}""").Schedules).OneTime!.Value.Ticks % TimeSpan.TicksPerMillisecond);
        Assert.Equal(TimeSpan.FromMilliseconds(1_123), Assert.Single(Read("""{"Continuous":true,"Delay":"00:00:01.1239999"}""").Schedules).Delay);
    }

    [Fact]
    public void Read_Everything_IsKept()
    {
        var (schedules, faults) = Read(
            """
            {"EveryDay":true,"Name":"Nightly","Description":"d","Environment":"PowerShell","Computer":"node2","Timeout":5,"Priority":7,"Paused":true,
             "Condition":{"$script":" $true ","$line":1},"MisfirePolicy":"runeach","OverlapPolicy":"Queue"}
            """,
            """{"Who":"anna","Password":{"$secret":"geheim"},"Parameters":{"Inner":[1,2]}}""");

        Assert.Empty(faults);
        var schedule = Assert.Single(schedules);
        Assert.Equal(
            ("Nightly", "d", "PowerShell", JobTarget.Node("node2"), TimeSpan.FromMinutes(5), 7, true, " $true ", MisfirePolicy.RunEach, OverlapPolicy.Queue),
            (schedule.Name, schedule.Description, schedule.Environment, schedule.Target, schedule.Timeout, schedule.Priority, schedule.Paused, schedule.Condition, schedule.Misfire, schedule.Overlap));
        Assert.Equal("""{"Who":"anna","Password":{"$secret":"geheim"},"Inner":[1,2]}""", schedule.Parameters);
        Assert.Equal("""{"Who":"anna","Password":"***","Inner":[1,2]}""", schedule.ShownParameters);
    }

    [Theory]
    [InlineData("""{"Parameters":{"Computer":"web01","Who":"anna"}}""")]
    [InlineData("""{"parameters":{"Computer":"web01"},"Who":"anna"}""")]
    public void Read_ParametersInAHashtable_AreTheScripts(string others)
    {
        var schedule = Assert.Single(Read("""{"EveryDay":true}""", others).Schedules);

        Assert.Null(schedule.Target);
        Assert.Equal("""{"Computer":"web01","Who":"anna"}""", schedule.Parameters);
    }

    [Fact]
    public void Read_DeclarationThatCannotBeRead_IsAFaultAndTheOthersAreInForce()
    {
        var faults = new List<CatalogueFault>();
        var schedules = ScheduleDeclarations.Read(
            [
                new Declaration(CatalogueKinds.Schedule, "broken", ".universal/schedules.ps1", 3, JsonSerializer.SerializeToElement("no object")),
                new Declaration(CatalogueKinds.Schedule, "sound", ".universal/schedules.ps1", 4, JsonSerializer.SerializeToElement(new { Script = "a.ps1", EveryDay = true })),
            ],
            path => new Universal.Scripts.ScriptDefinition { Path = path, Name = path, Number = 1, Environment = "PowerShell" }, faults);

        Assert.Equal("sound", Assert.Single(schedules).Name);
        var fault = Assert.Single(faults);
        Assert.Equal((".universal/schedules.ps1", 3, FaultSeverity.Error), (fault.File, fault.Line, fault.Severity));
        Assert.StartsWith("the schedule \"broken\" cannot be read (", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Who":"anna"}""", null)]
    [InlineData("""{"Whom":"anna"}""", "parameters.Whom: There is no such parameter.")]
    [InlineData("""{"Who":"anna","Count":"many"}""", "parameters.Count: ")]
    [InlineData(null, "parameters.Who: Required.")]
    public void Read_ParametersThatItsScriptLacks_AreAFaultWhenItIsRead(string? others, string? fault)
    {
        _folder.Write("s.sh");
        _folder.Declare("""[{ "path": "s.sh", "parameters": [{ "name": "Who", "required": true }, { "name": "Count", "type": "integer" }] }]""");

        var (schedules, faults) = Read("""{"EveryDay":true,"Script":"s.sh"}""", others, Declaration("schedule", "sound", """{"EveryHour":true,"Script":"s.sh"}""", 2, """{"Who":"b"}"""));

        Assert.Equal(fault is null ? 2 : 1, schedules.Count);
        if (fault is null) Assert.Empty(faults);
        else Assert.Contains(fault, Assert.Single(faults, found => (found.Line, found.Severity) == (1, FaultSeverity.Error)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ComputerGroup_IsItsTags()
    {
        var group = Declaration("computerGroup", "gpus", """{"Name":"gpus","Tags":["gpu","linux"]}""", 9);

        Assert.Equal(JobTarget.WithTags("gpu", "linux"), Assert.Single(Read("""{"EveryDay":true,"ComputerGroup":"GPUs"}""", null, group).Schedules).Target);
        Assert.Equal(JobTarget.WithTags("other"), Assert.Single(Read("""{"EveryDay":true,"ComputerGroup":"other"}""").Schedules).Target);
        Assert.Equal(JobTarget.All, Assert.Single(Read("""{"EveryDay":true,"Computer":"All computers"}""").Schedules).Target);
    }

    [Fact]
    public void Read_TwoOfOneTime_TheSecondWantsAName()
    {
        var second = Declaration("schedule", null, """{"EveryDay":true,"Script":"a.ps1"}""", 2);

        var (schedules, faults) = Read("""{"EveryDay":true,"Script":"a.ps1"}""", null, second);

        Assert.Equal("a.ps1 (0 0 * * *)", Assert.Single(schedules).Name);
        Assert.Contains("give this one another -Name", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    private (IReadOnlyList<ScheduleDefinition> Schedules, IReadOnlyList<CatalogueFault> Faults) Read(string properties, string? others = null, params string[] more)
    {
        _folder.Write("a.ps1");
        var json = properties.Contains("\"Script\"", StringComparison.Ordinal) ? properties : ("""{"Script":"a.ps1",""" + properties.Trim()[1..]).Replace(",}", "}", StringComparison.Ordinal);
        var name = json.Contains("\"Name\":\"Nightly\"", StringComparison.Ordinal) ? "Nightly" : null;
        string[] declarations = [Declaration("schedule", name, json, 1, others), .. more];
        var document = FakeConfigurationReader.Parse($$"""{"version":1,"complete":true,"faults":[],"declarations":[{{string.Join(',', declarations)}}]}""");
        var load = CatalogueLoader.Load(_folder.Root, document);
        return (load.Snapshot!.Schedules, load.Faults);
    }

    private static string Declaration(string kind, string? name, string properties, int line, string? others = null) =>
        $$"""{"kind":"{{kind}}","name":{{(name is null ? "null" : $"\"{name}\"")}},"cmdlet":"x","file":".universal/schedules.ps1","line":{{line}},"column":1,"properties":{{properties}}{{(others is null ? "" : $",\"others\":{others}")}}}""";
}
