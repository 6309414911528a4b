using Universal.Jobs;

namespace Universal.Schedules;

/// <summary>When a schedule is due.</summary>
[GenerateSerializer, Alias("universal.ScheduleKind")]
public enum ScheduleKind
{
    /// <summary>By a cron expression in a time zone.</summary>
    Cron = 0,

    /// <summary>Once.</summary>
    OneTime = 1,

    /// <summary>Again and again: some time after its last job has ended.</summary>
    Continuous = 2,
}

/// <summary>What becomes of times that nobody could start a job at, because every node or the database was down.</summary>
[GenerateSerializer, Alias("universal.MisfirePolicy")]
public enum MisfirePolicy
{
    /// <summary>The latest of them is made up for, the others are passed over.</summary>
    RunOnce = 0,

    /// <summary>All are passed over.</summary>
    Skip = 1,

    /// <summary>Each is made up for, the oldest first, at most 1,000.</summary>
    RunEach = 2,
}

/// <summary>What happens when a schedule is due while a job of it has not ended.</summary>
[GenerateSerializer, Alias("universal.OverlapPolicy")]
public enum OverlapPolicy
{
    /// <summary>Another job starts beside it.</summary>
    Allow = 0,

    /// <summary>That time is passed over.</summary>
    Skip = 1,

    /// <summary>The next job starts when it has ended. One waits; further times are passed over while it does.</summary>
    Queue = 2,

    /// <summary>It is canceled, and the next job starts when its processes are gone.</summary>
    Replace = 3,
}

/// <summary>A schedule as the repository declares it.</summary>
[GenerateSerializer, Immutable, Alias("universal.ScheduleDefinition")]
public sealed record ScheduleDefinition
{
    /// <summary>Its name, unique in any letter case. Default: the script and when it is due.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>Its number in REST paths: stable for a name, the same on every node.</summary>
    [Id(1)] public required long Number { get; init; }

    /// <summary>The script: path, name or number.</summary>
    [Id(2)] public required string Script { get; init; }

    /// <summary>When it is due.</summary>
    [Id(3)] public required ScheduleKind Kind { get; init; }

    /// <summary>The cron expression, of five fields or, with seconds first, of six. Null: it is of another kind.</summary>
    [Id(4)] public string? Cron { get; init; }

    /// <summary>The time zone of the expression, by its IANA name. Default <c>UTC</c>.</summary>
    [Id(5)] public string TimeZone { get; init; } = "UTC";

    /// <summary>When a one-time schedule is due.</summary>
    [Id(6)] public DateTimeOffset? OneTime { get; init; }

    /// <summary>Of a continuous schedule: how long after the end of its last job, at least 1 s. Of others with <see cref="RandomDelay"/>: the longest delay.</summary>
    [Id(7)] public TimeSpan Delay { get; init; }

    /// <summary>Whether a job starts at random within <see cref="Delay"/> after it is due.</summary>
    [Id(8)] public bool RandomDelay { get; init; }

    /// <summary>Which nodes may run its jobs. Null: what the script says.</summary>
    [Id(9)] public JobTarget? Target { get; init; }

    /// <summary>Environment instead of the script's own.</summary>
    [Id(10)] public string? Environment { get; init; }

    /// <summary>Name of a stored credential to run as.</summary>
    [Id(11)] public string? Credential { get; init; }

    /// <summary>The script's parameters as a JSON object. Null: none.</summary>
    [Id(12)] public string? Parameters { get; init; }

    /// <summary>Time-out of its jobs instead of the script's own.</summary>
    [Id(13)] public TimeSpan? Timeout { get; init; }

    /// <summary>Priority of its jobs instead of the script's own.</summary>
    [Id(14)] public int? Priority { get; init; }

    /// <summary>Text of a PowerShell block that is run when it is due: when it gives false, that time is passed over.</summary>
    [Id(15)] public string? Condition { get; init; }

    /// <summary>Whether the repository declares it as paused.</summary>
    [Id(16)] public bool Paused { get; init; }

    /// <summary>What becomes of times at which no node could start a job.</summary>
    [Id(17)] public MisfirePolicy Misfire { get; init; }

    /// <summary>What happens when it is due while a job of it has not ended.</summary>
    [Id(18)] public OverlapPolicy Overlap { get; init; }

    /// <summary>What it is for.</summary>
    [Id(19)] public string? Description { get; init; }

    /// <summary>Path of the file that declares it.</summary>
    [Id(20)] public required string File { get; init; }

    /// <summary>Line in that file; null: unknown.</summary>
    [Id(21)] public int? Line { get; init; }

    /// <summary><see cref="Parameters"/> as they may be shown: secrets are masked. Null: none.</summary>
    [Id(22)] public string? ShownParameters { get; init; }

    /// <summary>Last line of its declaration, when that can be taken out of the file. Null: it cannot, as one that a loop makes.</summary>
    [Id(23)] public int? EndLine { get; init; }

    /// <summary>
    /// What of it says when it is due, as text. As long as that stays the same, times that were missed count; when it changes, the schedule begins anew.
    /// </summary>
    public string Timing => Kind switch
    {
        ScheduleKind.Cron => $"cron {Cron} {TimeZone}",
        ScheduleKind.OneTime => $"once {OneTime?.UtcDateTime:O}",
        _ => "continuous",
    };
}
