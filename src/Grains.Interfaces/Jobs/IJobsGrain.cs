using Universal.Calls;

namespace Universal.Jobs;

/// <summary>Everything about jobs that is not about one job. Key 0; runs on whatever node is asked.</summary>
[Alias("universal.IJobsGrain")]
public interface IJobsGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Creates a job. When it returns <see cref="CreateJobStatus.Created"/> the job is stored and will run, whatever node dies.
    /// After an exception the job may or may not exist: repeat with the same idempotency key.
    /// </summary>
    [Alias("Create")] Task<CreateJobResult> Create(JobRequest request, CancellationToken cancellationToken = default);

    /// <summary>Jobs, newest first. Changes nothing.</summary>
    [Alias("List"), Repeatable] Task<JobPage> List(JobQuery query, CancellationToken cancellationToken = default);

    /// <summary>A job, or null. Changes nothing and does not wake the job's grain.</summary>
    [Alias("Get"), Repeatable] Task<JobRecord?> Get(long jobId, CancellationToken cancellationToken = default);

    /// <summary>Output of a job from <paramref name="fromSequence"/> on, at most <paramref name="take"/> records (1 to 5,000). Null: no such job.</summary>
    [Alias("ReadOutput"), Repeatable] Task<JobOutputPage?> ReadOutput(long jobId, long fromSequence, int take, CancellationToken cancellationToken = default);
}
