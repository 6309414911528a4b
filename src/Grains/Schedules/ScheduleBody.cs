using Universal.Catalogue;
using Universal.Grains.Catalogue;
using Universal.Repository.Catalogue;
using Universal.Schedules;
using static Universal.Grains.Catalogue.DeclarationField;

namespace Universal.Grains.Schedules;

/// <summary>A schedule that somebody wants declared.</summary>
internal static class ScheduleBody
{
    private const string Noun = "Schedule";

    private static readonly string[] Timings = ["Cron", "OneTime", "Continuous", "EveryMinute", "EveryHour", "EveryDay", "EveryWeek", "EveryMonth"];

    /// <summary>Its form: as <c>New-PSUSchedule</c> declares it.</summary>
    public static readonly DeclarationForm Form = new(
        CatalogueKinds.Schedule,
        "New-PSUSchedule",
        ".universal/schedules.ps1",
        [
            Text("Name"), Resource("Script"), Text("Cron"), Text("OneTime"), Switch("Continuous"), Switch("EveryMinute"), Switch("EveryHour"), Switch("EveryDay"),
            Switch("EveryWeek"), Switch("EveryMonth"), Span("Delay"), Whole("DelayHour"), Whole("DelayMinute"), Whole("DelaySecond"), Switch("RandomDelay"),
            Text("TimeZone"), Text("Environment"), Resource("Credential"), Text("Computer"), Text("ComputerGroup"), Whole("Timeout"), Whole("Priority"), Switch("Paused"),
            Choice("MisfirePolicy", Enum.GetNames<MisfirePolicy>()), Choice("OverlapPolicy", Enum.GetNames<OverlapPolicy>()), Text("Description"), Block("Condition"),
        ],
        takesOthers: true,
        onlyOneOf: Timings);

    /// <summary>Whether lines of a file declare the schedule.</summary>
    public static bool IsDeclaredBy(ScheduleDefinition schedule, string lines)
    {
        if (DeclarationText.Names(lines, Noun, schedule.Name)) return true;
        // Without a name of its own it is called after its script and its time.
        return schedule.Name.StartsWith($"{schedule.Script} (", StringComparison.Ordinal)
            && lines.Contains(Noun, StringComparison.OrdinalIgnoreCase) && lines.Contains(schedule.Script, StringComparison.OrdinalIgnoreCase)
            && (schedule.Kind == ScheduleKind.Cron ? lines.Contains(schedule.Cron!, StringComparison.Ordinal) || lines.Contains("-Every", StringComparison.OrdinalIgnoreCase)
                : lines.Contains($"-{schedule.Kind}", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The schedule that a declaration makes. Null: it is not sound.</summary>
    public static ScheduleDefinition? Check(Declaration declaration, CatalogueSnapshot snapshot, out IReadOnlyDictionary<string, string[]> errors)
    {
        var faults = new List<CatalogueFault>();
        var script = declaration.Text("Script");
        var found = ScheduleDeclarations.Read([.. snapshot.Resources.Where(resource => resource.Kind == CatalogueKinds.ComputerGroup), declaration], snapshot.Find, faults);
        // Who writes a line by hand may write its script later; here it is a mistake.
        errors = Form.ErrorsOf(faults.Where(fault => fault.Severity == FaultSeverity.Error || (script is not null && snapshot.Find(script) is null)));
        return errors.Count == 0 ? found.SingleOrDefault() : null;
    }
}
