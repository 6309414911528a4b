using Universal.Jobs;
using Universal.Triggers;

namespace Universal.Grains.Triggers;

/// <summary>The events of jobs: pure functions from a stored job.</summary>
internal static class JobEvents
{
    private static readonly TimeSpan JustNow = TimeSpan.FromSeconds(30);

    /// <summary>Which event the job's present state is; null: none.</summary>
    public static TriggerEvent? KindOf(JobRecord job) => job.State switch
    {
        JobState.Running => TriggerEvent.JobStarted,
        JobState.WaitingOnFeedback => TriggerEvent.JobFeedbackRequested,
        JobState.Completed or JobState.Warning or JobState.Error => TriggerEvent.JobCompleted,
        JobState.Failed or JobState.TimedOut => TriggerEvent.JobFailed,
        JobState.Canceled => TriggerEvent.JobCanceled,
        _ => null,
    };

    /// <summary>The events that the job's newest attempt has behind it, as far as its row tells.</summary>
    public static IEnumerable<TriggerEvent> KindsBehind(JobRecord job)
    {
        if (job.StartedAt is not null && job.State != JobState.Queued) yield return TriggerEvent.JobStarted;
        if (KindOf(job) is { } kind and not TriggerEvent.JobStarted) yield return kind;
    }

    /// <summary>
    /// The event that a change of the job tells. Progress and answers tell its start again: that is not news for a trigger that was not there then. Null: it
    /// is too long ago for anybody.
    /// </summary>
    public static PlatformEvent? Told(JobRecord job, TriggerEvent kind, DateTimeOffset now, TimeSpan recoveryWindow)
    {
        var happened = Of(job, kind);
        if (kind != TriggerEvent.JobStarted || now - happened.At <= JustNow) return happened;
        return now - happened.At <= recoveryWindow ? happened with { Recovered = true } : null;
    }

    /// <summary>
    /// The event. Its id is made of what the row keeps: job, attempt, and of a question its number. A start is told with each attempt.
    /// </summary>
    public static PlatformEvent Of(JobRecord job, TriggerEvent kind) => new()
    {
        Kind = kind,
        Id = $"job/{job.Id}/{job.Attempt}/{kind}{(kind == TriggerEvent.JobFeedbackRequested ? $"/{job.Feedback?.Id}" : "")}",
        At = (kind == TriggerEvent.JobStarted ? job.StartedAt : job.EndedAt) ?? job.StartedAt ?? job.CreatedAt,
        Node = job.Node,
        Job = job,
        Subject = "Job",
    };
}
