namespace Universal.Jobs;

/// <summary>Where a job is in its life. The first four are live, the others final: a final state never changes again.</summary>
[GenerateSerializer, Alias("universal.JobState")]
public enum JobState
{
    /// <summary>Waits for a node: for a free slot, for its concurrency limit, or for the delay before a retry.</summary>
    Queued = 0,

    /// <summary>An attempt holds the lease and its processes run.</summary>
    Running = 1,

    /// <summary>The script asked a question and waits for an answer. It keeps its lease and its slot.</summary>
    WaitingOnFeedback = 2,

    /// <summary>Cancellation was asked for; the processes are not gone yet.</summary>
    Canceling = 3,

    /// <summary>Ended without errors or warnings.</summary>
    Completed = 10,

    /// <summary>Ended; the script wrote warnings.</summary>
    Warning = 11,

    /// <summary>Ended; the script wrote errors but was not stopped by one.</summary>
    Error = 12,

    /// <summary>Ended by a terminating error, a non-zero exit code, a lost node under <see cref="NodeLossRule.Fail"/>, or because no node could take it.</summary>
    Failed = 13,

    /// <summary>Canceled; every process of the script is gone.</summary>
    Canceled = 14,

    /// <summary>Ran longer than its time-out and was stopped.</summary>
    TimedOut = 15,
}

/// <summary>Questions about a <see cref="JobState"/>.</summary>
public static class JobStateExtensions
{
    /// <summary>Whether the state is final.</summary>
    public static bool IsFinal(this JobState state) => state >= JobState.Completed;

    /// <summary>Whether an attempt holds the lease in this state.</summary>
    public static bool HoldsLease(this JobState state) => state is JobState.Running or JobState.WaitingOnFeedback or JobState.Canceling;
}
