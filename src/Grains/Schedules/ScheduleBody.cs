using Universal.Catalogue;
using Universal.Grains.Catalogue;
using Universal.Repository.Catalogue;
using Universal.Schedules;

namespace Universal.Grains.Schedules;

/// <summary>A schedule that somebody wants declared.</summary>
internal static class ScheduleBody
{
    /// <summary>Its form: as <c>New-PSUSchedule</c> declares it.</summary>
    public static readonly DeclarationForm Form = new(
        CatalogueKinds.Schedule,
        "New-PSUSchedule",
        ".universal/schedules.ps1",
        [
            "Name", "Script", "Cron", "OneTime", "Continuous", "EveryMinute", "EveryHour", "EveryDay", "EveryWeek", "EveryMonth", "Delay", "DelayHour", "DelayMinute",
            "DelaySecond", "RandomDelay", "TimeZone", "Environment", "Credential", "Computer", "ComputerGroup", "Timeout", "Priority", "Paused", "MisfirePolicy",
            "OverlapPolicy", "Description", "Condition",
        ],
        takesOthers: true);

    /// <summary>The schedule that a declaration makes. Null: it is not sound.</summary>
    public static ScheduleDefinition? Check(Declaration declaration, CatalogueSnapshot snapshot, out IReadOnlyDictionary<string, string[]> errors)
    {
        var faults = new List<CatalogueFault>();
        var script = declaration.Text("Script");
        var found = ScheduleDeclarations.Read([.. snapshot.Resources.Where(resource => resource.Kind == CatalogueKinds.ComputerGroup), declaration], known => snapshot.Find(known) is not null, faults);
        // Who writes a line by hand may write its script later; here it is a mistake.
        errors = Form.ErrorsOf(faults.Where(fault => fault.Severity == FaultSeverity.Error || (script is not null && snapshot.Find(script) is null)));
        return errors.Count == 0 ? found.SingleOrDefault() : null;
    }
}
