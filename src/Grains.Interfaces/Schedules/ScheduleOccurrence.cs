namespace Universal.Schedules;

/// <summary>What was decided about a time at which a schedule was due.</summary>
[GenerateSerializer, Alias("universal.OccurrenceState")]
public enum OccurrenceState
{
    /// <summary>It is to have a job, which is being created.</summary>
    Claimed = 0,

    /// <summary>It is to have a job later: after its random delay, or when the job before it has ended.</summary>
    Waiting = 1,

    /// <summary>Its job was created. Final.</summary>
    Started = 10,

    /// <summary>It was passed over, for the reason that is given. Final.</summary>
    Skipped = 11,

    /// <summary>No job could be created, for the reason that is given. Final.</summary>
    Failed = 12,
}

/// <summary>A time at which a schedule was due. There is one row for each, and whoever writes it decides.</summary>
[GenerateSerializer, Immutable, Alias("universal.ScheduleOccurrence")]
public sealed record ScheduleOccurrence
{
    /// <summary>Name of the schedule in lower case.</summary>
    [Id(0)] public required string Schedule { get; init; }

    /// <summary>When it was due.</summary>
    [Id(1)] public required DateTimeOffset DueAt { get; init; }

    /// <summary>What was decided.</summary>
    [Id(2)] public OccurrenceState State { get; init; }

    /// <summary>When its job is to start, after a random delay. Null: at once.</summary>
    [Id(3)] public DateTimeOffset? StartAt { get; init; }

    /// <summary>Number of its job. Null: it has none.</summary>
    [Id(4)] public long? JobId { get; init; }

    /// <summary>Why it was passed over or failed, or what was passed over for it.</summary>
    [Id(5)] public string? Reason { get; init; }

    /// <summary>The node that decided.</summary>
    [Id(6)] public required string Node { get; init; }

    /// <summary>When it was decided, by the clock of the database.</summary>
    [Id(7)] public DateTimeOffset DecidedAt { get; init; }

    /// <summary>Whether nothing more is to be decided.</summary>
    public bool IsFinal => State >= OccurrenceState.Started;
}
