using Orleans.Concurrency;
using Universal.Grains.Attempts;
using Universal.Grains.Variables;
using Universal.Jobs;
using Universal.Persistence.Jobs;
using Universal.Persistence.Nodes;
using Universal.Repository.Catalogue;

namespace Universal.Grains.Jobs;

/// <summary>See <see cref="IJobsGrain"/>.</summary>
[StatelessWorker, Reentrant]
internal sealed class JobsGrain(
    ICatalogue catalogue,
    FunctionRunner functions,
    IJobStore jobs,
    IJobOutputStore output,
    INodeStore nodes,
    NodeVariables variables,
    JobIds ids,
    TimeProvider time) : Grain, IJobsGrain
{
    private const int MaxOutput = 5_000;

    public async Task<CreateJobResult> Create(JobRequest request, CancellationToken cancellationToken)
    {
        var snapshot = catalogue.Current;
        var function = functions.Find(request.Script);
        if ((function ?? snapshot.Find(request.Script)) is not { } script || (request.Roles is { } roles && !script.Policy.Allows(roles)))
            return new CreateJobResult(CreateJobStatus.UnknownScript, null, Fault("script", $"There is no script '{request.Script}'."));
        if (request.IdempotencyKey is { } key && await jobs.FindByIdempotencyKeyAsync(request.Identity, key, cancellationToken) is { } existing)
            return await ExistingAsync(existing);

        var registered = (request.Target ?? script.Target).Kind == JobTargetKind.Any ? [] : await nodes.ListAsync(cancellationToken);
        var credential = JobRequestReader.CredentialOf(request, script) is { } wanted ? await CredentialFaultAsync(wanted, cancellationToken) : null;
        var job = JobRequestReader.Read(
            request, script, function is null ? snapshot.Commit : null, registered.Select(node => node.Name).ToArray(), registered.SelectMany(node => node.Tags).ToArray(), time.GetUtcNow(), out var errors, credential);
        if (job is null) return new CreateJobResult(CreateJobStatus.Invalid, null, errors);

        job = job with { Id = await ids.NextAsync() };
        if (await GrainFactory.GetJobAttempt(job.Id).Create(job) == JobOperationStatus.Done)
            return new CreateJobResult(CreateJobStatus.Created, job, NoFaults);

        // Somebody used the same key between the look-up and the insert.
        var winner = await jobs.FindByIdempotencyKeyAsync(request.Identity, request.IdempotencyKey!, cancellationToken);
        return await ExistingAsync(winner!);
    }

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

    // Null: it is a credential, and the general answer holds.
    private async Task<string?> CredentialFaultAsync(string name, CancellationToken cancellationToken) => (await variables.FindAsync(name, cancellationToken))?.Definition switch
    {
        null => $"There is no credential '{name}' to run as. Besides, {RunAs.Refusal(name)}",
        var other when !VariableRules.IsCredentialType(other.Type) => $"The variable '{name}' is no credential to run as: its type is not PSCredential.",
        { DisableRunAs: true } => $"The credential '{name}' is not meant to run as: it is declared with -DisableRunAsSupport.",
        _ => null,
    };

    private async Task<CreateJobResult> ExistingAsync(JobRecord job)
    {
        // The first call may have stored it and failed before the dispatcher was told.
        if (job.State == JobState.Queued) await GrainFactory.GetJobAttempt(job.Id).Recover();
        return new CreateJobResult(CreateJobStatus.Existing, job, NoFaults);
    }

    private static readonly IReadOnlyDictionary<string, string[]> NoFaults = new Dictionary<string, string[]>();

    private static Dictionary<string, string[]> Fault(string field, string message) => new() { [field] = [message] };
}
