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

    public async Task<ILookup<string, long>> ReadLiveAsync(CancellationToken cancellationToken)
    {
        List<(string Schedule, long Id)> live = [];
        await foreach (var job in store.ReadLiveAsync(cancellationToken))
        {
            if (job is { ParentId: null, Origin: { Kind: JobOriginKind.Schedule, Name: var name } }) live.Add((ScheduleRules.KeyOf(name), job.Id));
        }

        return live.ToLookup(job => job.Schedule, job => job.Id);
    }

    public Task CancelAsync(long id, string by) => grains.GetGrain<IJobGrain>(id).Cancel(by);
}
