using System.Text.Json.Nodes;
using Universal.Schedules;

namespace Universal.Grains.Schedules;

/// <summary>A schedule for scripts, under the names of the REST interface.</summary>
internal static class ScheduleText
{
    /// <summary>The object that <c>$UASchedule</c> is made of.</summary>
    public static JsonObject Of(ScheduleDefinition schedule) => new()
    {
        ["id"] = schedule.Number,
        ["name"] = schedule.Name,
        ["description"] = schedule.Description,
        ["script"] = schedule.Script,
        ["cron"] = schedule.Cron,
        ["oneTime"] = schedule.OneTime,
        ["continuous"] = schedule.Kind == ScheduleKind.Continuous,
        ["timeZone"] = schedule.TimeZone,
        ["environment"] = schedule.Environment,
        ["paused"] = schedule.Paused,
    };
}
