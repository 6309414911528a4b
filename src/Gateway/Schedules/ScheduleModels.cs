using System.Text.Json;
using Universal.Schedules;

namespace Universal.Gateway.Schedules;

/// <summary>A schedule and where it stands.</summary>
internal sealed record ScheduleModel
{
    /// <summary>Its number: stable for a name, the same on every node.</summary>
    public required long Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The script that it runs.</summary>
    public required string Script { get; init; }

    /// <summary>The cron expression, of five fields or of six with the seconds first. Null: it is of another kind.</summary>
    public string? Cron { get; init; }

    /// <summary>The time zone of the expression, by its IANA name.</summary>
    public required string TimeZone { get; init; }

    /// <summary>When a one-time schedule is due.</summary>
    public DateTimeOffset? OneTime { get; init; }

    /// <summary>Whether it runs again and again, some time after its last job has ended.</summary>
    public required bool Continuous { get; init; }

    /// <summary>The pause of a continuous schedule, or the longest random delay of another.</summary>
    public required TimeSpan Delay { get; init; }

    /// <summary>Whether its jobs start at random within the delay.</summary>
    public required bool RandomDelay { get; init; }

    /// <summary>Which nodes run its jobs: any, all, node:NAME or tags:A,B. Null: what the script says.</summary>
    public string? Computer { get; init; }

    /// <summary>Environment instead of the script's own.</summary>
    public string? Environment { get; init; }

    /// <summary>Name of the stored credential that it runs as.</summary>
    public string? Credential { get; init; }

    /// <summary>The script's parameters; secrets are masked.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>Time-out of its jobs. Null: that of the script.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Priority of its jobs. Null: that of the script.</summary>
    public int? Priority { get; init; }

    /// <summary>The block that decides each time whether it runs.</summary>
    public string? Condition { get; init; }

    /// <summary>What becomes of times at which no node could start a job.</summary>
    public required MisfirePolicy MisfirePolicy { get; init; }

    /// <summary>What happens when it is due while a job of it runs.</summary>
    public required OverlapPolicy OverlapPolicy { get; init; }

    /// <summary>Whether it is paused, in the repository or by an operator.</summary>
    public required bool Paused { get; init; }

    /// <summary>When it is due next. Null: never again, or paused, or it waits for its job to end.</summary>
    public DateTimeOffset? NextExecution { get; init; }

    /// <summary>The last time that it was due, and what became of it.</summary>
    public OccurrenceModel? Last { get; init; }

    /// <summary>The file that declares it.</summary>
    public required string File { get; init; }

    /// <summary>The line in that file.</summary>
    public int? Line { get; init; }

    public static ScheduleModel Of(ScheduleInfo schedule) => new()
    {
        Id = schedule.Definition.Number,
        Name = schedule.Definition.Name,
        Description = schedule.Definition.Description,
        Script = schedule.Definition.Script,
        Cron = schedule.Definition.Cron,
        TimeZone = schedule.Definition.TimeZone,
        OneTime = schedule.Definition.OneTime,
        Continuous = schedule.Definition.Kind == ScheduleKind.Continuous,
        Delay = schedule.Definition.Delay,
        RandomDelay = schedule.Definition.RandomDelay,
        Computer = schedule.Definition.Target?.ToString(),
        Environment = schedule.Definition.Environment,
        Credential = schedule.Definition.Credential,
        Parameters = schedule.Definition.ShownParameters is { } parameters ? JsonSerializer.Deserialize<JsonElement>(parameters) : null,
        Timeout = schedule.Definition.Timeout,
        Priority = schedule.Definition.Priority,
        Condition = schedule.Definition.Condition,
        MisfirePolicy = schedule.Definition.Misfire,
        OverlapPolicy = schedule.Definition.Overlap,
        Paused = schedule.Paused,
        NextExecution = schedule.Next,
        Last = schedule.Last is { } last ? OccurrenceModel.Of(last) : null,
        File = schedule.Definition.File,
        Line = schedule.Definition.Line,
    };
}

/// <summary>A time at which a schedule was due.</summary>
/// <param name="DueTime">When.</param>
/// <param name="Status">What became of it.</param>
/// <param name="JobId">Its job.</param>
/// <param name="StartTime">When its job is to start, after a random delay or when the job before it has ended.</param>
/// <param name="Reason">Why it has no job, or what it makes up for.</param>
/// <param name="ComputerName">The node that decided.</param>
/// <param name="DecidedTime">When it was decided, by the database's clock.</param>
internal sealed record OccurrenceModel(
    DateTimeOffset DueTime, OccurrenceState Status, long? JobId, DateTimeOffset? StartTime, string? Reason, string ComputerName, DateTimeOffset DecidedTime)
{
    public static OccurrenceModel Of(ScheduleOccurrence occurrence) => new(
        occurrence.DueAt, occurrence.State, occurrence.JobId, occurrence.StartAt, occurrence.Reason, occurrence.Node, occurrence.DecidedAt);
}

/// <summary>Body of <c>POST /api/v1/schedule/{id}/paused</c>.</summary>
/// <param name="Paused">True pauses it for the whole cluster, false resumes it.</param>
internal sealed record PausedModel(bool Paused);
