using Universal.Scripts;

namespace Universal.Jobs;

/// <summary>A job as it is stored: the one truth about it.</summary>
[GenerateSerializer, Immutable, Alias("universal.JobRecord")]
public sealed record JobRecord
{
    /// <summary>The job's number, ascending over the cluster.</summary>
    [Id(0)] public long Id { get; init; }

    /// <summary>The script: its path in the repository, with forward slashes, or the name of a function of the node.</summary>
    [Id(1)] public string Script { get; init; } = "";

    /// <summary>The environment that runs it, for instance <c>PowerShell</c> or <c>bash</c>.</summary>
    [Id(2)] public string Environment { get; init; } = "";

    /// <summary>Where the job is in its life.</summary>
    [Id(3)] public JobState State { get; init; }

    /// <summary>Number of the newest attempt, which is the fencing token. 0: none yet.</summary>
    [Id(4)] public int Attempt { get; init; }

    /// <summary>The node that holds the lease, or held it last.</summary>
    [Id(5)] public string? Node { get; init; }

    /// <summary>The process of that node: its silo address. A node that restarts has a new one.</summary>
    [Id(6)] public string? NodeIncarnation { get; init; }

    /// <summary>Which nodes may run it.</summary>
    [Id(7)] public JobTarget Target { get; init; } = JobTarget.Any;

    /// <summary>Higher goes first. Default 0.</summary>
    [Id(8)] public int Priority { get; init; }

    /// <summary>Who asked for it.</summary>
    [Id(9)] public string? Identity { get; init; }

    /// <summary>The parameters as a JSON object. Null: none.</summary>
    [Id(10)] public string? Parameters { get; init; }

    /// <summary>The job that started this one.</summary>
    [Id(11)] public long? ParentId { get; init; }

    /// <summary>The caller's key that makes creation repeatable; unique per <see cref="Identity"/>.</summary>
    [Id(12)] public string? IdempotencyKey { get; init; }

    /// <summary>The rules it lives by.</summary>
    [Id(13)] public JobPolicy Policy { get; init; } = JobPolicy.Default;

    /// <summary>When it was created.</summary>
    [Id(14)] public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not to be started before this. Null: at once.</summary>
    [Id(15)] public DateTimeOffset? DueAt { get; init; }

    /// <summary>When the newest attempt started.</summary>
    [Id(16)] public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it reached its final state.</summary>
    [Id(17)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Exit code of the newest attempt that ended.</summary>
    [Id(18)] public int? ExitCode { get; init; }

    /// <summary>Why the job is where it is, for people: why it waits, why it failed.</summary>
    [Id(19)] public string? Reason { get; init; }

    /// <summary>Progress in percent, 0 to 100, as the script reported it.</summary>
    [Id(20)] public int? ProgressPercent { get; init; }

    /// <summary>What the script said about its progress.</summary>
    [Id(21)] public string? ProgressText { get; init; }

    /// <summary>The open question of a job that waits on feedback.</summary>
    [Id(22)] public JobFeedback? Feedback { get; init; }

    /// <summary>How many retries were used.</summary>
    [Id(23)] public int RetriesUsed { get; init; }

    /// <summary>Raised by each write. A write names the version it saw; any other is refused.</summary>
    [Id(24)] public long Version { get; init; }

    /// <summary>The commit of the repository whose files it runs, on whichever node; null: the files that the node has.</summary>
    [Id(25)] public string? Commit { get; init; }

    /// <summary>What ran the newest attempt that ended. Null: none has, or it never started, or it was a function of the node.</summary>
    [Id(26)] public ScriptEngine? Engine { get; init; }

    /// <summary>The schedule or trigger that created it. Null: a person, a program or another job asked for it.</summary>
    [Id(27)] public JobOrigin? Origin { get; init; }

    /// <summary>Nodes that could not start an attempt of it, for a reason of their own. Null: none.</summary>
    [Id(28)] public IReadOnlyList<JobRefusal>? Refusals { get; init; }
}
