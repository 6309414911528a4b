using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Universal.Schedules;

namespace Universal.Grains.Schedules;

/// <summary>A time at which a schedule was due, and whether it is to have a job.</summary>
/// <param name="DueAt">The time.</param>
/// <param name="Runs">Whether it is to have a job.</param>
/// <param name="Reason">What is to be said of it.</param>
internal sealed record DueTime(DateTimeOffset DueAt, bool Runs, string? Reason = null);

/// <summary>What is decided about times at which schedules are due.</summary>
internal static class ScheduleRules
{
    /// <summary>Most times that are made up for one by one.</summary>
    public const int MaxMadeUp = 1_000;

    // A schedule of each second has this many times in six days; of what is longer ago only that there were more is said.
    private const int MaxLooked = 500_000;

    /// <summary>The name by which rows and grains know a schedule.</summary>
    public static string KeyOf(string name) => name.ToLowerInvariant();

    /// <summary>What is stored of a schedule to tell whether it is still the same. One that was paused and is not any more begins anew as well.</summary>
    public static string TimingOf(ScheduleDefinition schedule) => schedule.Paused ? schedule.Timing + " paused" : schedule.Timing;

    /// <summary>
    /// What is due after <paramref name="after"/> until <paramref name="now"/>, each with a row of its own. Times passed over are told by the latest of them
    /// alone: however long the outage was, the rows are few.
    /// </summary>
    public static IReadOnlyList<DueTime> Decide(ScheduleDefinition schedule, DateTimeOffset after, DateTimeOffset now, TimeSpan misfireAfter)
    {
        List<DateTimeOffset> fresh = [];
        var kept = new Queue<DateTimeOffset>();
        var missed = 0;
        var limit = schedule.Misfire == MisfirePolicy.RunEach ? MaxMadeUp : 1;
        foreach (var time in ScheduleTimeline.After(schedule, after).TakeWhile(time => time <= now).Take(MaxLooked))
        {
            if (now - time <= misfireAfter)
            {
                fresh.Add(time);
                continue;
            }

            missed++;
            kept.Enqueue(time);
            if (kept.Count > limit) kept.Dequeue();
        }

        IEnumerable<DueTime> late = missed == 0 ? [] : schedule.Misfire switch
        {
            MisfirePolicy.RunEach => kept.Select((time, i) => new DueTime(time, Runs: true, i == 0 && missed > kept.Count ? $"Late. {Times(missed - kept.Count)} before it were missed and are too many to make up for." : "Late.")),
            MisfirePolicy.RunOnce when fresh.Count == 0 => [new DueTime(kept.Peek(), Runs: true, missed == 1 ? "Late." : $"Late. It makes up for {Times(missed - 1)} before it too.")],
            MisfirePolicy.RunOnce => [new DueTime(kept.Peek(), Runs: false, $"{Times(missed)} were missed; the next one makes up for them.")],
            _ => [new DueTime(kept.Peek(), Runs: false, $"{Times(missed)} were missed and are passed over.")],
        };
        return [.. late, .. fresh.Select(time => new DueTime(time, Runs: true))];
    }

    /// <summary>
    /// When a job with a random delay starts. The same schedule and time give the same start on every node, so that a node that goes on for a dead one does not draw again.
    /// </summary>
    public static DateTimeOffset? StartOf(ScheduleDefinition schedule, DateTimeOffset dueAt)
    {
        if (!schedule.RandomDelay || schedule.Delay <= TimeSpan.Zero) return null;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{KeyOf(schedule.Name)}\n{dueAt.UtcTicks.ToString(CultureInfo.InvariantCulture)}"), hash);
        var delay = schedule.Delay * (BinaryPrimitives.ReadUInt32BigEndian(hash) / (double)uint.MaxValue);
        return dueAt + TimeSpan.FromMilliseconds(Math.Floor(delay.TotalMilliseconds));
    }

    private static string Times(int count) => count == 1 ? "1 time" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} times");
}
