namespace Universal.Jobs;

/// <summary>Selects jobs, newest first.</summary>
[GenerateSerializer, Immutable, Alias("universal.JobQuery")]
public sealed record JobQuery
{
    /// <summary>Most jobs a page can hold.</summary>
    public const int MaxTake = 500;

    /// <summary>Only jobs with a smaller number than this: the last one of the page before. Null: from the newest.</summary>
    [Id(0)] public long? Before { get; init; }

    /// <summary>How many, 1 to <see cref="MaxTake"/>. Default 50.</summary>
    [Id(1)] public int Take { get; init; } = 50;

    /// <summary>Only jobs in one of these states. Empty: any.</summary>
    [Id(2)] public IReadOnlyList<JobState> States { get; init; } = [];

    /// <summary>Only jobs of this script.</summary>
    [Id(3)] public string? Script { get; init; }

    /// <summary>Only jobs that this identity asked for.</summary>
    [Id(4)] public string? Identity { get; init; }

    /// <summary>Only jobs whose newest attempt was on this node.</summary>
    [Id(5)] public string? Node { get; init; }

    /// <summary>Only children of this job.</summary>
    [Id(6)] public long? ParentId { get; init; }
}

/// <summary>A page of jobs, newest first.</summary>
/// <param name="Jobs">The jobs.</param>
/// <param name="NextBefore">What to give as <see cref="JobQuery.Before"/> for the next page. Null: this was the last.</param>
[GenerateSerializer, Immutable, Alias("universal.JobPage")]
public sealed record JobPage([property: Id(0)] IReadOnlyList<JobRecord> Jobs, [property: Id(1)] long? NextBefore);
