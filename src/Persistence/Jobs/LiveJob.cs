using Universal.Jobs;

namespace Universal.Persistence.Jobs;

/// <summary>What a look at all jobs that are not final needs of each.</summary>
/// <param name="Id">The job.</param>
/// <param name="State">Its state.</param>
/// <param name="Attempt">Its last attempt, 0 for none.</param>
/// <param name="Target">Which nodes may run it.</param>
public sealed record LiveJob(long Id, JobState State, int Attempt, JobTarget Target);
