using Universal.Grains.Jobs;
using Universal.Jobs;
using Universal.Persistence.Jobs;

namespace Universal.Grains.Schedules;

/// <inheritdoc/>
internal sealed class OccurrenceJobs(JobCreator creator, IJobStore store, IGrainFactory grains) : IOccurrenceJobs
{
    public Task<long> TakeIdAsync() => creator.TakeIdAsync();

    public Task<CreateJobResult> CreateAsync(JobRequest request, JobOrigin origin, long id, CancellationToken cancellationToken) =>
        creator.CreateAsync(request, origin, id, cancellationToken);

    public async Task<bool> IsLiveAsync(long id, CancellationToken cancellationToken) =>
        await store.GetAsync(id, cancellationToken) is { } job && !job.State.IsFinal();

    public Task CancelAsync(long id, string by) => grains.GetGrain<IJobGrain>(id).Cancel(by);
}
