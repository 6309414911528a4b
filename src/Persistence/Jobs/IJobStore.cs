using Universal.Jobs;

namespace Universal.Persistence.Jobs;

/// <summary>
/// The job table. Writes of many grains on this node leave together in one statement per kind (group commit); each caller awaits its own result.
/// A failure of the database throws <see cref="Errors.DatabaseUnavailableException"/>: the write may or may not have happened, read again before repeating it.
/// </summary>
public interface IJobStore
{
    /// <summary>Inserts a job. The record's <see cref="JobRecord.Version"/> is stored as it is.</summary>
    /// <returns>False: a job with that number, or with that identity and idempotency key, exists; nothing was written.</returns>
    Task<bool> InsertAsync(JobRecord job, CancellationToken cancellationToken = default);

    /// <summary>
    /// Replaces what can change of a job (state, attempt, node, times, exit code, reason, progress, feedback, retries, version) where the row still
    /// has version <c>job.Version - 1</c>. The statement itself refuses anything else.
    /// </summary>
    /// <returns>False: the row has another version, or is gone; nothing was written.</returns>
    Task<bool> UpdateAsync(JobRecord job, CancellationToken cancellationToken = default);

    /// <summary>Reads a job, or null.</summary>
    Task<JobRecord?> GetAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Finds a job by the key that its creator gave it, or null.</summary>
    Task<JobRecord?> FindByIdempotencyKeyAsync(string? identity, string key, CancellationToken cancellationToken = default);

    /// <summary>Selects jobs, newest first; <c>query.Take</c> is capped at <see cref="JobQuery.MaxTake"/>.</summary>
    Task<IReadOnlyList<JobRecord>> ListAsync(JobQuery query, CancellationToken cancellationToken = default);

    /// <summary>Every job that is not final, in order of its number, read in pages. Does not touch finished jobs, however many are stored.</summary>
    IAsyncEnumerable<JobRecord> ReadLiveAsync(CancellationToken cancellationToken = default);

    /// <summary>The same jobs in the same order, with little of each: for a look at all of them.</summary>
    IAsyncEnumerable<LiveJob> ReadLiveKeysAsync(CancellationToken cancellationToken = default);

    /// <summary>Every job that is final, the last to end first, read in pages: stop reading when they are too old.</summary>
    IAsyncEnumerable<JobRecord> ReadEndedAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes at most <paramref name="batch"/> finished jobs, with their output, that ended before <paramref name="endedBefore"/>. Repeat until it gives 0.
    /// </summary>
    Task<int> DeleteEndedAsync(DateTimeOffset endedBefore, int batch, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes finished jobs of a script, with their output: all but the newest <paramref name="keep"/> (null: no limit of number), and those that ended
    /// before <paramref name="endedBefore"/> (null: no limit of age). At most <paramref name="batch"/>; repeat until it gives 0.
    /// </summary>
    Task<int> DeleteEndedOfScriptAsync(string script, int? keep, DateTimeOffset? endedBefore, int batch, CancellationToken cancellationToken = default);

    /// <summary>Scripts that have finished jobs with a retention of their own, with the policy of their newest finished job.</summary>
    Task<IReadOnlyList<(string Script, JobPolicy Policy)>> ReadScriptRetentionsAsync(CancellationToken cancellationToken = default);

    /// <summary>Leases a block of job numbers that nobody else gets: the first of <paramref name="size"/> consecutive ones.</summary>
    Task<long> LeaseIdsAsync(int size, CancellationToken cancellationToken = default);
}
