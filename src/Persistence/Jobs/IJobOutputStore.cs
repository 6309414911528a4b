using Universal.Jobs;

namespace Universal.Persistence.Jobs;

/// <summary>Output of jobs: append-only rows. Group-committed like jobs.</summary>
public interface IJobOutputStore
{
    /// <summary>
    /// Appends records of one attempt. The statement stores them only if the job's row still names that attempt and a state that holds the lease;
    /// a record whose sequence is stored already is passed over, so a repeat after a failure is harmless.
    /// </summary>
    /// <returns>False: the attempt is stale; nothing was stored.</returns>
    Task<bool> AppendAsync(long jobId, int attempt, IReadOnlyList<JobOutput> records, CancellationToken cancellationToken = default);

    /// <summary>Reads records in order from a sequence number on, at most <paramref name="take"/>.</summary>
    Task<IReadOnlyList<JobOutput>> ReadAsync(long jobId, long fromSequence, int take, CancellationToken cancellationToken = default);

    /// <summary>The highest sequence number stored for a job, 0 for none: where a new attempt goes on.</summary>
    Task<long> LastSequenceAsync(long jobId, CancellationToken cancellationToken = default);
}
