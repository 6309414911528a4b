using Universal.Repository.Catalogue;
using Universal.Schedules;

namespace Universal.Grains.Tests.Schedules;

/// <summary>Schedules over two years of daylight-saving changes, in fake time, against a reference that goes through every minute.</summary>
public sealed class DaylightSavingTests
{
    private static readonly TimeSpan TwoYears = TimeSpan.FromDays(730);

    private static readonly string[] Zones =
    [
        "Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles", "America/St_Johns", "America/Santiago", "Australia/Sydney",
        "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham", "Africa/Cairo", "Asia/Kolkata",
    ];

    // Minutes, hours, days of the week (null: all), and whether the expression is one of intervals.
    private static readonly (string Cron, int[] Minutes, int[] Hours, DayOfWeek[]? Days, bool Interval)[] Expressions =
    [
        ("30 2 * * *", [30], [2], null, false),
        ("0 0 * * *", [0], [0], null, false),
        ("15 1,3 * * 0", [15], [1, 3], [DayOfWeek.Sunday], false),
        ("*/30 1-3 * * 0,6", [0, 30], [1, 2, 3], [DayOfWeek.Sunday, DayOfWeek.Saturday], true),
    ];

    [Fact]
    public async Task TwelveZones_TwoYears_NoneMissingNoneDoubledNoneLate()
    {
        var schedules = Zones.SelectMany(zone => Expressions.Select(expression => ScheduleWorld.Cron(expression.Cron, $"{zone} {expression.Cron}", zone))).ToArray();
        using var world = new ScheduleWorld(schedules);
        world.Store.KeepsAll = true;
        var random = new Random(1);

        await world.RunAsync(TwoYears, () => TimeSpan.FromMilliseconds(random.Next(0, 900)));

        var expected = Zones.SelectMany(zone => Expressions.SelectMany(expression =>
            Reference(TimeZones.Find(zone)!, expression).Select(time => ($"{zone} {expression.Cron}".ToLowerInvariant(), time)))).Order().ToArray();
        var rows = world.Store.Rows.Select(row => (row.Schedule, row.DueAt)).Order().ToArray();
        Assert.True(expected.Length > 10_000, $"only {expected.Length} occurrences");
        Assert.Empty(expected.Except(rows));
        Assert.Empty(rows.Except(expected));
        // One row, one job, at most a second late.
        Assert.Equal(rows.Length, world.Jobs.Created.Count);
        var created = world.Jobs.Created.ToDictionary(job => job.Id, job => job.CreatedAt);
        Assert.All(world.Store.Rows, row =>
        {
            Assert.Equal(OccurrenceState.Started, row.State);
            Assert.InRange(created[row.JobId!.Value] - row.DueAt, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        });
    }

    // Every minute of the world's clock, with the local time that it is then.
    private static IEnumerable<DateTimeOffset> Reference(TimeZoneInfo zone, (string Cron, int[] Minutes, int[] Hours, DayOfWeek[]? Days, bool Interval) expression)
    {
        var seen = new HashSet<DateTime>();
        var end = ScheduleWorld.Start + TwoYears;
        var before = Local(ScheduleWorld.Start);
        for (var time = ScheduleWorld.Start.AddMinutes(1); time <= end; time = time.AddMinutes(1))
        {
            var local = Local(time);
            var due = false;
            // What the clocks leave out is due when they go on.
            for (var skipped = before.AddMinutes(1); skipped < local; skipped = skipped.AddMinutes(1)) due |= Matches(skipped);
            // What they have twice is due once, except for intervals.
            if (Matches(local)) due |= seen.Add(local) || expression.Interval;
            before = local;
            if (due) yield return time;
        }

        DateTime Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, zone).DateTime;

        bool Matches(DateTime local) =>
            expression.Minutes.Contains(local.Minute) && expression.Hours.Contains(local.Hour) && expression.Days?.Contains(local.DayOfWeek) != false;
    }
}
