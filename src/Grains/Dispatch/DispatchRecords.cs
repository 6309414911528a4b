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
    /// <summary>The process whose job grain it is, when that is known: to run it there saves messages.</summary>
    [field: NonSerialized]
    public SiloAddress? Origin { get; init; }

    public static QueuedJob From(JobRecord job) => new(
        job.Id, job.Attempt + 1, job.Script, job.Target, job.Priority, job.Policy.MaxConcurrent, job.DueAt ?? job.EndedAt ?? job.CreatedAt, job.DueAt);
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
