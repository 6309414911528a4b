using Universal.Jobs;

namespace Universal.Grains.Dispatch;

/// <summary>A job that waits for a node.</summary>
[GenerateSerializer, Immutable, Alias("universal.QueuedJob")]
internal sealed record QueuedJob(
    [property: Id(0)] long Id,
    [property: Id(1)] int Attempt,
    [property: Id(2)] string Script,
    [property: Id(3)] JobTarget Target,
    [property: Id(4)] int Priority,
    [property: Id(5)] int MaxConcurrent,
    [property: Id(6)] DateTimeOffset QueuedAt,
    [property: Id(7)] DateTimeOffset? DueAt)
{
    /// <summary>The environment that it wants.</summary>
    [Id(8)] public string Environment { get; init; } = "";

    /// <summary>The commit that it is pinned to; null: none.</summary>
    [Id(9)] public string? Commit { get; init; }

    /// <summary>Nodes that could not start it; null: none.</summary>
    [Id(10)] public IReadOnlyList<JobRefusal>? Refusals { get; init; }

    /// <summary>The process whose job grain it is, when that is known: to run it there saves messages.</summary>
    [field: NonSerialized]
    public SiloAddress? Origin { get; init; }

    public static QueuedJob From(JobRecord job) => new(
        job.Id, job.Attempt + 1, job.Script, job.Target, job.Priority, job.Policy.MaxConcurrent, job.DueAt ?? job.EndedAt ?? job.CreatedAt, job.DueAt)
    {
        Environment = job.Environment, Commit = job.Commit, Refusals = job.Refusals,
    };
}

/// <summary>An attempt by its fencing token.</summary>
[GenerateSerializer, Immutable, Alias("universal.AttemptKey")]
internal readonly record struct AttemptKey([property: Id(0)] long JobId, [property: Id(1)] int Attempt);

/// <summary>What a node offers: how many jobs it can run, and which attempts it holds now.</summary>
[GenerateSerializer, Immutable, Alias("universal.NodeOffer")]
internal sealed record NodeOffer(
    [property: Id(0)] string Name,
    [property: Id(1)] SiloAddress Silo,
    [property: Id(2)] int Slots,
    [property: Id(3)] bool Accepting,
    [property: Id(4)] IReadOnlyList<string> Tags,
    [property: Id(5)] IReadOnlyList<AttemptKey> Held);

/// <summary>News for the dispatcher, gathered on one node.</summary>
[GenerateSerializer, Immutable, Alias("universal.DispatchNews")]
internal sealed record DispatchNews(
    [property: Id(0)] IReadOnlyList<QueuedJob> Queued,
    [property: Id(1)] IReadOnlyList<long> Withdrawn,
    [property: Id(2)] IReadOnlyList<AttemptKey> Released,
    [property: Id(3)] SiloAddress From);
