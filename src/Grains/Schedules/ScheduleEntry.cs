using Universal.Persistence.Schedules;
using Universal.Schedules;

namespace Universal.Grains.Schedules;

/// <summary>A schedule in the scheduler's memory.</summary>
internal sealed class ScheduleEntry(ScheduleDefinition definition, ScheduleState state)
{
    /// <summary>The schedule as it is declared.</summary>
    public ScheduleDefinition Definition { get; set; } = definition;

    /// <summary>Where it stands, as it is stored.</summary>
    public ScheduleState State { get; set; } = state;

    /// <summary>Up to here everything is decided.</summary>
    public DateTimeOffset Cursor { get; set; }

    /// <summary>Occurrences that are not final, by the time they were due.</summary>
    public SortedList<DateTimeOffset, ScheduleOccurrence> Open { get; } = [];

    /// <summary>Jobs that may not have ended; kept only when <see cref="WatchesJobs"/>.</summary>
    public HashSet<long> Live { get; } = [];

    /// <summary>Whether <see cref="Live"/> holds the jobs of activations before this one too.</summary>
    public bool KnowsJobs { get; set; }

    /// <summary>Whether a pass works on it, or a condition of it is being evaluated.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Nothing is tried before, because it failed.</summary>
    public DateTimeOffset RetryAt { get; set; }

    /// <summary>Its place in the queue: an older one is void.</summary>
    public int Ticket { get; set; }

    /// <summary>Whether nothing new is due.</summary>
    public bool IsPaused => State.Paused || Definition.Paused;

    /// <summary>Whether it is continuous and has no next time, which such a schedule always has.</summary>
    public bool LacksNext => Definition.Kind == ScheduleKind.Continuous && !IsPaused && Open.Count == 0;

    /// <summary>The occurrences that start when no job runs any more.</summary>
    public IEnumerable<ScheduleOccurrence> WaitForJobs => Open.Values.Where(WaitsForJobs);

    /// <summary>Whether it has no next time, or one that waits for jobs though none runs and none is about to start: nothing would happen any more by itself.</summary>
    public bool IsStuck => LacksNext || (Live.Count == 0 && Open.Count > 0 && Open.Values.All(WaitsForJobs));

    /// <summary>Whether it matters to it when its jobs end.</summary>
    public bool WatchesJobs => Watches(Definition);

    /// <summary>Whether it matters to a schedule when its jobs end.</summary>
    public static bool Watches(ScheduleDefinition schedule) => schedule.Kind == ScheduleKind.Continuous || schedule.Overlap != OverlapPolicy.Allow;

    /// <summary>When something is to be done next. Null: when something happens.</summary>
    public DateTimeOffset? NextAction()
    {
        var next = IsPaused ? null : ScheduleTimeline.Next(Definition, Cursor);
        foreach (var open in Open.Values)
        {
            var start = open.State == OccurrenceState.Claimed ? open.DueAt : open.StartAt;
            if (start is { } time && (next is null || time < next)) next = time;
        }

        return next < RetryAt ? RetryAt : next;
    }

    private static bool WaitsForJobs(ScheduleOccurrence open) => open is { State: OccurrenceState.Waiting, StartAt: null };
}
