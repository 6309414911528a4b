using Universal.Jobs;
using Universal.Triggers;

namespace Universal.Grains.Triggers;

/// <summary>The events of jobs: pure functions from a stored job.</summary>
internal static class JobEvents
{
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
