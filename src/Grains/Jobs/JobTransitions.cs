using Universal.Grains.Execution;
using Universal.Jobs;

namespace Universal.Grains.Jobs;

/// <summary>
/// What may become of a job: pure functions from the job as it is to the job as it will be, version raised by one. Null: the job's state, or a newer
/// attempt, does not allow it.
/// </summary>
internal static class JobTransitions
{
    /// <summary>How often a job may be lost before it is given up: a script that takes its host or its node down must not go round for ever.</summary>
    public const int MaxLosses = 10;

    private const int MaxRefusalReason = 500;

    /// <summary>A node takes the lease: the attempt's number is its fencing token.</summary>
    public static JobRecord? Start(JobRecord job, int attempt, string node, string incarnation, DateTimeOffset now) =>
        job.State != JobState.Queued || job.Attempt + 1 != attempt
            ? null
            : Next(job) with
            {
                State = JobState.Running,
                Attempt = attempt,
                Node = node,
                NodeIncarnation = incarnation,
                StartedAt = now,
                DueAt = null,
                ExitCode = null,
                Engine = null,
                Reason = null,
                ProgressPercent = null,
                ProgressText = null,
            };

    /// <summary>The attempt ended.</summary>
    /// <param name="job">The job.</param>
    /// <param name="attempt">The attempt that ended.</param>
    /// <param name="outcome">How.</param>
    /// <param name="timedOut">Whether it was stopped because its time was over.</param>
    /// <param name="now">When.</param>
    /// <param name="jitter">0 to 1: where in the jitter of the retry delay.</param>
    public static JobRecord? Complete(JobRecord job, int attempt, AttemptOutcome outcome, bool timedOut, DateTimeOffset now, double jitter)
    {
        if (!Holds(job, attempt)) return null;
        var ended = Next(job) with { ExitCode = outcome.ExitCode, Engine = outcome.Engine, Feedback = null };
        if (job.State == JobState.Canceling) return End(ended, JobState.Canceled, now, job.Reason);
        if (timedOut) return RetryOrEnd(ended, JobState.TimedOut, now, $"Stopped after its time-out of {job.Policy.Timeout}.", jitter);

        return outcome.End switch
        {
            AttemptEnd.NotStarted => RetryOrEnd(ended, JobState.Failed, now, outcome.Reason ?? "It could not be started.", jitter),
            AttemptEnd.Refused => Refuse(ended, outcome, now),
            AttemptEnd.Lost => Lose(ended, now, outcome.Reason ?? "Its script host was lost."),
            AttemptEnd.Stopped => Lose(ended, now, outcome.Reason ?? $"Node {job.Node} handed it back."),
            _ when outcome.Terminated => RetryOrEnd(ended, JobState.Failed, now, outcome.Reason ?? "An error ended the script.", jitter),
            _ when outcome.ExitCode is not (null or 0) => RetryOrEnd(ended, JobState.Failed, now, $"Exit code {outcome.ExitCode}.", jitter),
            _ when outcome.HadErrors => End(ended, JobState.Error, now, null),
            _ when outcome.HadWarnings => End(ended, JobState.Warning, now, null),
            _ => End(ended, JobState.Completed, now, null),
        };
    }

    /// <summary>The node that held the lease is gone, or does not know the attempt any more.</summary>
    public static JobRecord? LoseNode(JobRecord job, int attempt, DateTimeOffset now) => !Holds(job, attempt)
        ? null
        : job.State == JobState.Canceling
            ? End(Next(job), JobState.Canceled, now, job.Reason)
            : Lose(Next(job) with { Feedback = null }, now, $"Node {job.Node} was lost during attempt {attempt}.");

    /// <summary>Somebody cancels it. A queued job ends at once; of a running one the processes must go first.</summary>
    public static JobRecord? Cancel(JobRecord job, string? by, DateTimeOffset now)
    {
        var reason = by is null ? "Canceled." : $"Canceled by {by}.";
        return job.State switch
        {
            JobState.Queued => End(Next(job), JobState.Canceled, now, reason),
            JobState.Running or JobState.WaitingOnFeedback => Next(job) with { State = JobState.Canceling, Reason = reason, Feedback = null },
            _ => null,
        };
    }

    /// <summary>The attempt asks a question.</summary>
    public static JobRecord? Ask(JobRecord job, int attempt, JobFeedback feedback) =>
        Holds(job, attempt) && job.State != JobState.Canceling
            ? Next(job) with { State = JobState.WaitingOnFeedback, Feedback = feedback }
            : null;

    /// <summary>The open question was answered.</summary>
    public static JobRecord? Answer(JobRecord job, int feedbackId) =>
        job.State == JobState.WaitingOnFeedback && job.Feedback?.Id == feedbackId
            ? Next(job) with { State = JobState.Running, Feedback = null }
            : null;

    /// <summary>The attempt reports progress.</summary>
    public static JobRecord? Progress(JobRecord job, int attempt, int? percent, string? text) =>
        Holds(job, attempt) ? Next(job) with { ProgressPercent = percent is { } value ? Math.Clamp(value, 0, 100) : null, ProgressText = text } : null;

    /// <summary>A queued job that no node can take says why.</summary>
    public static JobRecord? Wait(JobRecord job, string? reason) =>
        job.State == JobState.Queued && job.Reason != reason ? Next(job) with { Reason = reason } : null;

    /// <summary>
    /// A queued job that no node could take within the deadline. One that nodes refused is retried by its policy, and then every node is asked again.
    /// </summary>
    public static JobRecord? Expire(JobRecord job, string reason, DateTimeOffset now, double jitter) => job switch
    {
        { State: not JobState.Queued } => null,
        { Refusals: null } => End(Next(job), JobState.Failed, now, reason),
        _ => RetryOrEnd(Next(job), JobState.Failed, now, reason, jitter),
    };

    /// <summary>All children of a job on all nodes are final: it ends as the worst of them.</summary>
    public static JobRecord? EndParent(JobRecord job, IReadOnlyCollection<JobRecord> children, DateTimeOffset now)
    {
        if (job.Target.Kind != JobTargetKind.All || job.State.IsFinal() || children.Any(child => !child.State.IsFinal())) return null;
        if (job.State == JobState.Canceling) return End(Next(job), JobState.Canceled, now, job.Reason);
        var worst = children.Select(child => child.State).DefaultIfEmpty(JobState.Completed).MaxBy(Severity);
        var count = children.Count(child => child.State == worst);
        return End(Next(job), worst, now, worst == JobState.Completed ? null : $"{count} of {children.Count} nodes ended as {worst}.");
    }

    private static int Severity(JobState state) => state switch
    {
        JobState.Completed => 0,
        JobState.Warning => 1,
        JobState.Error => 2,
        JobState.Canceled => 3,
        JobState.TimedOut => 4,
        _ => 5,
    };

    private static bool Holds(JobRecord job, int attempt) => job.State.HoldsLease() && job.Attempt == attempt;

    private static JobRecord Next(JobRecord job) => job with { Version = job.Version + 1 };

    private static JobRecord End(JobRecord job, JobState state, DateTimeOffset now, string? reason) =>
        job with { State = state, EndedAt = now, DueAt = null, Feedback = null, Reason = reason };

    /// <summary>Back to the queue, whatever its rule for losses says: nothing of the script has run.</summary>
    private static JobRecord Refuse(JobRecord job, AttemptOutcome outcome, DateTimeOffset now)
    {
        var reason = outcome.Reason ?? "It could not be started.";
        if (reason.Length > MaxRefusalReason) reason = reason[..MaxRefusalReason];
        var before = job.Refusals ?? [];
        var former = before.FirstOrDefault(refusal => refusal.Node == job.Node);
        var since = former is not null && former.Incarnation == job.NodeIncarnation ? former.Since : now;
        var refusal = new JobRefusal(job.Node!, job.NodeIncarnation!, outcome.Refusal ?? RefusalCause.Node, reason, since, (former?.Count ?? 0) + 1);
        return job with
        {
            State = JobState.Queued,
            Reason = $"Node {job.Node} could not start it: {reason}",
            // The newest last.
            Refusals = [.. before.Where(other => other.Node != job.Node), refusal],
        };
    }

    private static JobRecord Lose(JobRecord job, DateTimeOffset now, string reason)
    {
        if (job.Policy.NodeLoss == NodeLossRule.Fail) return End(job, JobState.Failed, now, reason);
        // Every attempt that was neither a retry nor refused followed a loss.
        return job.Attempt - job.RetriesUsed - (job.Refusals?.Sum(refusal => refusal.Count) ?? 0) >= MaxLosses
            ? End(job, JobState.Failed, now, $"{reason} It was lost {MaxLosses} times.")
            : job with { State = JobState.Queued, Refusals = Former(job.Refusals), Reason = reason };
    }

    // An attempt ran, or the job has waited long enough: what nodes lacked before that says nothing of now.
    private static IReadOnlyList<JobRefusal>? Former(IReadOnlyList<JobRefusal>? refusals) => refusals?.Select(refusal => refusal with { Incarnation = "" }).ToArray();

    private static JobRecord RetryOrEnd(JobRecord job, JobState state, DateTimeOffset now, string reason, double jitter)
    {
        if (job.RetriesUsed >= job.Policy.Retries) return End(job, state, now, reason);
        var retry = job.RetriesUsed + 1;
        return job with
        {
            State = JobState.Queued,
            RetriesUsed = retry,
            Refusals = Former(job.Refusals),
            DueAt = now + RetryDelay(job.Policy, retry, jitter),
            Reason = $"{reason} Retry {retry} of {job.Policy.Retries} follows.",
        };
    }

    /// <summary>Doubles with each retry up to the longest delay, then adds up to 20 % so that jobs that failed together do not return together.</summary>
    internal static TimeSpan RetryDelay(JobPolicy policy, int retry, double jitter)
    {
        // 2^62 ticks would overflow: no sensible delay needs more than 30 doublings.
        var doubled = policy.RetryDelay * Math.Pow(2, Math.Min(retry - 1, 30));
        var capped = doubled < policy.MaxRetryDelay ? doubled : policy.MaxRetryDelay;
        return capped * (1 + (0.2 * jitter));
    }
}
