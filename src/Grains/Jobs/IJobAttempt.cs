using Orleans.Concurrency;
using Universal.Grains.Execution;
using Universal.Jobs;
using Universal.Scripts;

namespace Universal.Grains.Jobs;

/// <summary>
/// The job grain as nodes and the dispatcher see it. Every method names the attempt it speaks for; what a stale attempt says is refused. All can be
/// repeated: after a lost answer the caller asks again.
/// </summary>
[Alias("universal.IJobAttempt")]
internal interface IJobAttempt : IGrainWithIntegerKey
{
    /// <summary>Stores a new job. Done: it is stored and queued. Conflict: the identity's idempotency key, or the number, is taken.</summary>
    [Alias("Create")] Task<JobOperationStatus> Create(JobRecord job);

    /// <summary>Takes the lease. When it returns the job, the lease is stored and the caller is its only runner. Null: refused.</summary>
    [Alias("Start")] Task<JobRecord?> Start(int attempt, string node, string incarnation);

    /// <summary>Stores how the attempt ended.</summary>
    [Alias("Complete")] Task Complete(int attempt, AttemptReport report);

    /// <summary>The process that held the attempt is gone, or does not hold it any more.</summary>
    [Alias("Lose")] Task Lose(int attempt, string incarnation);

    /// <summary>Stores a question. False: refused.</summary>
    [Alias("Ask")] Task<bool> Ask(int attempt, JobFeedback feedback);

    /// <summary>Stores progress.</summary>
    [Alias("Progress"), OneWay] Task Progress(int attempt, int? percent, string? text);

    /// <summary>Output up to a sequence number is stored: observers are told.</summary>
    [Alias("Appended"), OneWay] Task Appended(int attempt, long lastSequence);

    /// <summary>No node can take the queued job, for this reason; null: one can again.</summary>
    [Alias("Wait")] Task Wait(string? reason);

    /// <summary>No node could take the queued job within the deadline.</summary>
    [Alias("Expire")] Task Expire(string reason);

    /// <summary>Goes on with what a crash may have left undone: queueing, children of a job on all nodes, stopping of a job that is being canceled.</summary>
    [Alias("Recover")] Task Recover();
}

/// <summary>How an attempt ended, as its node saw it.</summary>
[GenerateSerializer, Immutable, Alias("universal.AttemptReport")]
internal sealed record AttemptReport(
    [property: Id(0)] AttemptEnd End,
    [property: Id(1)] int? ExitCode,
    [property: Id(2)] bool HadErrors,
    [property: Id(3)] bool HadWarnings,
    [property: Id(4)] bool Terminated,
    [property: Id(5)] string? Reason,
    [property: Id(6)] bool TimedOut,
    [property: Id(7)] ScriptEngine? Engine = null,
    [property: Id(8)] RefusalCause? Refusal = null)
{
    // An older node that holds the job's grain does not know refusals: to it the attempt was handed back.
    public static AttemptReport From(AttemptOutcome outcome, bool timedOut) => new(
        outcome.End == AttemptEnd.Refused ? AttemptEnd.Stopped : outcome.End, outcome.ExitCode, outcome.HadErrors, outcome.HadWarnings, outcome.Terminated, outcome.Reason,
        timedOut, outcome.Engine, outcome.Refusal);

    public AttemptOutcome Outcome => new(Refusal is null ? End : AttemptEnd.Refused, ExitCode, HadErrors, HadWarnings, Terminated, Reason, Engine, Refusal);
}
