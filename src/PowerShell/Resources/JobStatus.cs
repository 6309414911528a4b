namespace Universal.PowerShell.Resources;

/// <summary>Where a job is in its life.</summary>
public enum JobStatus
{
    /// <summary>It waits for a node.</summary>
    Queued = 0,

    /// <summary>Its script runs.</summary>
    Running = 1,

    /// <summary>Its script waits for an answer.</summary>
    WaitingOnFeedback = 2,

    /// <summary>It was cancelled, and its processes are not gone yet.</summary>
    Canceling = 3,

    /// <summary>It ended well.</summary>
    Completed = 4,

    /// <summary>It ended with warnings.</summary>
    Warning = 5,

    /// <summary>It ended with errors.</summary>
    Error = 6,

    /// <summary>An error ended it.</summary>
    Failed = 7,

    /// <summary>It was cancelled.</summary>
    Canceled = 8,

    /// <summary>It took too long.</summary>
    TimedOut = 9,
}
