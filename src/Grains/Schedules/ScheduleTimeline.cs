using System.Collections.Concurrent;
using Cronos;
using Universal.Repository.Catalogue;
using Universal.Schedules;

namespace Universal.Grains.Schedules;

/// <summary>
/// When a schedule is due. A time that clocks leave out in spring is due at the moment they go on at; one that they have twice in autumn is due once,
/// unless the expression is one of intervals (<c>*</c>, <c>*/5</c>, <c>0-30</c>), which goes on as time does.
/// </summary>
internal static class ScheduleTimeline
{
    // Parsing costs more than asking; the texts of a catalogue are few.
    private static readonly ConcurrentDictionary<(string Cron, string Zone), (CronExpression Expression, TimeZoneInfo Zone)> s_parsed = new();

    /// <summary>The first time after <paramref name="after"/>, or null. A continuous schedule has no times of its own: null.</summary>
    public static DateTimeOffset? Next(ScheduleDefinition schedule, DateTimeOffset after)
    {
        switch (schedule.Kind)
        {
            case ScheduleKind.Cron:
                var (expression, zone) = s_parsed.GetOrAdd((schedule.Cron!, schedule.TimeZone), static key => (CronText.Parse(key.Cron), TimeZones.Find(key.Zone) ?? TimeZoneInfo.Utc));
                return expression.GetNextOccurrence(after, zone)?.ToUniversalTime();
            case ScheduleKind.OneTime:
                return schedule.OneTime > after ? schedule.OneTime : null;
            default:
                return null;
        }
    }

    /// <summary>The times after <paramref name="after"/>, in order, without end.</summary>
    public static IEnumerable<DateTimeOffset> After(ScheduleDefinition schedule, DateTimeOffset after)
    {
        while (Next(schedule, after) is { } next) yield return after = next;
    }
}
