using Universal.Jobs;

namespace Universal.Grains.Schedules;

/// <summary>The jobs of schedules, as the scheduler needs them.</summary>
internal interface IOccurrenceJobs
{
    /// <summary>A number that no other job has.</summary>
    Task<long> TakeIdAsync();

    /// <summary>Creates the job of that number. A repeat gives the same job.</summary>
    Task<CreateJobResult> CreateAsync(JobRequest request, JobOrigin origin, long id, CancellationToken cancellationToken);

    /// <summary>Whether the job is there and has not ended.</summary>
    Task<bool> IsLiveAsync(long id, CancellationToken cancellationToken);

    /// <summary>The jobs of schedules that have not ended, by the name of their schedule in lower case.</summary>
    Task<ILookup<string, long>> ReadLiveAsync(CancellationToken cancellationToken);

    /// <summary>Asks the job to end. One that has ended is passed over.</summary>
    Task CancelAsync(long id, string by);
}
