using Orleans.Concurrency;
using Universal.Calls;

namespace Universal.Jobs;

/// <summary>Outcome of an operation on a job that exists or not, in a state that allows it or not.</summary>
[GenerateSerializer, Alias("universal.JobOperationStatus")]
public enum JobOperationStatus
{
    /// <summary>Done, and stored.</summary>
    Done = 0,

    /// <summary>No such job.</summary>
    NotFound = 1,

    /// <summary>The job's state does not allow it: a final job cannot be canceled, a job without an open question not answered.</summary>
    Conflict = 2,
}

/// <summary>One job, by its number. The only writer of the job's row.</summary>
[Alias("universal.IJobGrain")]
public interface IJobGrain : IGrainWithIntegerKey
{
    /// <summary>The job, or null when there is none of this number.</summary>
    [Alias("Get"), Repeatable] Task<JobRecord?> Get();

    /// <summary>
    /// Cancels the job. A queued one is final at once; of a running one the processes are asked to stop, killed after the grace period, and
    /// only then is it <see cref="JobState.Canceled"/>. Repeating it is harmless, before and after that.
    /// </summary>
    /// <param name="by">Who cancels, for the job's reason.</param>
    [Alias("Cancel")] Task<JobOperationStatus> Cancel(string? by);

    /// <summary>Answers the open question.</summary>
    /// <param name="feedbackId">The question's <see cref="JobFeedback.Id"/>.</param>
    /// <param name="answer">The text, or the number of the choice.</param>
    /// <returns><see cref="JobOperationStatus.Conflict"/> when that question is not open (any more).</returns>
    [Alias("Answer")] Task<JobOperationStatus> Answer(int feedbackId, string answer);

    /// <summary>Tells <paramref name="observer"/> of every change and of new output, until a minute after the last call: repeat it to stay.</summary>
    /// <returns>False: no such job.</returns>
    [Alias("Subscribe"), Repeatable] Task<bool> Subscribe(IJobObserver observer);

    /// <summary>Ends a subscription. Repeating it is harmless.</summary>
    [Alias("Unsubscribe"), Repeatable] Task Unsubscribe(IJobObserver observer);
}

/// <summary>Is told when a job changes. Messages can be lost when a node dies: after a silence, read again.</summary>
[Alias("universal.IJobObserver")]
public interface IJobObserver : IGrainObserver
{
    /// <summary>The job changed.</summary>
    [Alias("JobChanged"), OneWay] Task JobChanged(JobRecord job);

    /// <summary>Output up to <paramref name="lastSequence"/> is stored and can be read.</summary>
    [Alias("OutputAppended"), OneWay] Task OutputAppended(long jobId, long lastSequence);
}
