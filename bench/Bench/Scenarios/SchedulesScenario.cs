using System.Diagnostics;
using Bench.Measuring;
using Bench.Running;
using Bench.Systems;

namespace Bench.Scenarios;

/// <summary>How late the jobs of many schedules start, which are due within one minute, or in the same second of it.</summary>
public sealed class SchedulesScenario : IScenario
{
    private const int Seconds = 60;

    // What it takes to read or store the schedules, and to come to rest.
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public string Key => "schedules";

    public IReadOnlyList<Variant> Variants => [Variant.Default, Variant.Fastest];

    public async Task<IReadOnlyList<(Row Row, string Value)>> RunAsync(ScenarioRun run)
    {
        var schedules = run.Options.SchedulesOf(run.System);
        return
        [
            (Rows.Schedules(schedules, atOnce: false), await MeasureAsync(run, schedules, i => i * Seconds / schedules)),
            (Rows.Schedules(schedules, atOnce: true), await MeasureAsync(run, schedules, _ => 0)),
        ];
    }

    private static async Task<string> MeasureAsync(ScenarioRun run, int schedules, Func<int, int> second)
    {
        await using var cluster = await run.StartAsync(schedules);
        await Load.WarmUpAsync(cluster);
        var warm = cluster.Recorder.Ended;
        var starts = Enumerable.Range(0, schedules).Select(slot => cluster.Recorder.Read(slot).Starts).ToArray();
        var minute = NextMinute(TimeProvider.System.GetUtcNow() + Lead);
        var due = Enumerable.Range(0, schedules).Select(i => minute.AddSeconds(second(i))).ToArray();
        await cluster.Client.ScheduleAsync(due, CancellationToken.None);
        var left = minute - TimeProvider.System.GetUtcNow();
        if (left < Rest) throw new InvalidOperationException($"The schedules were known {left.TotalSeconds:0} s before they were due, which is too late to measure.");

        await Task.Delay(left);
        // Both clocks at one moment: bodies record the monotonic one.
        var (now, stamp) = (TimeProvider.System.GetUtcNow(), Stopwatch.GetTimestamp());
        await cluster.WaitAsync("every schedule has run", Limit, () => cluster.Recorder.Ended - warm >= schedules);
        var late = due.Select((time, slot) => (now + Stopwatch.GetElapsedTime(stamp, cluster.Recorder.Read(slot).Timestamp) - time).TotalMilliseconds).ToArray();
        var doubled = starts.Where((before, slot) => cluster.Recorder.Read(slot).Starts - before != 1).Count();
        var times = $"{Report.Number(Statistics.Quantile(late, 0.5))} / {Report.Number(Statistics.Quantile(late, 0.99))} / {Report.Number(late.Max())}";
        return doubled == 0 ? times : $"{times}; {doubled} not exactly once";
    }

    private static DateTimeOffset NextMinute(DateTimeOffset time) =>
        new DateTimeOffset(time.Year, time.Month, time.Day, time.Hour, time.Minute, 0, TimeSpan.Zero).AddMinutes(1);
}
