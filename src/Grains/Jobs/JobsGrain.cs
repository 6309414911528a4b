using Orleans.Concurrency;
using Universal.Jobs;
using Universal.Persistence.Jobs;

namespace Universal.Grains.Jobs;

/// <summary>See <see cref="IJobsGrain"/>.</summary>
[StatelessWorker, Reentrant]
internal sealed class JobsGrain(JobCreator creator, IJobStore jobs, IJobOutputStore output) : Grain, IJobsGrain
{
    private const int MaxOutput = 5_000;

    public Task<CreateJobResult> Create(JobRequest request, CancellationToken cancellationToken) => creator.CreateAsync(request, cancellationToken);

    public async Task<JobPage> List(JobQuery query, CancellationToken cancellationToken)
    {
        var take = Math.Clamp(query.Take, 1, JobQuery.MaxTake);
        var page = await jobs.ListAsync(query with { Take = take }, cancellationToken);
        return new JobPage(page, page.Count == take ? page[^1].Id : null);
    }

    public Task<JobRecord?> Get(long jobId, CancellationToken cancellationToken) => jobs.GetAsync(jobId, cancellationToken);

    public async Task<JobOutputPage?> ReadOutput(long jobId, long fromSequence, int take, CancellationToken cancellationToken)
    {
        take = Math.Clamp(take, 1, MaxOutput);
        // Before the records: a job that is final now writes no more, so a short page is its end.
        if (await jobs.GetAsync(jobId, cancellationToken) is not { } job) return null;
        var records = await output.ReadAsync(jobId, fromSequence, take, cancellationToken);
        return new JobOutputPage(records, records.Count > 0 ? records[^1].Sequence + 1 : Math.Max(fromSequence, 1), job.State.IsFinal() && records.Count < take);
    }
}
