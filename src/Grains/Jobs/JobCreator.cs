using Universal.Grains.Attempts;
using Universal.Grains.Execution;
using Universal.Grains.Variables;
using Universal.Jobs;
using Universal.Nodes;
using Universal.Persistence.Jobs;
using Universal.Persistence.Nodes;
using Universal.Repository.Catalogue;
using Universal.Scripts;

namespace Universal.Grains.Jobs;

/// <summary>Makes jobs of requests: those of callers, and those of schedules and triggers.</summary>
internal sealed class JobCreator(
    ICatalogue catalogue, FunctionRunner functions, IJobStore jobs, INodeStore nodes, NodeVariables variables, ScriptEnvironments environments, JobSecrets secrets,
    JobIds ids, IGrainFactory grains, TimeProvider time)
{
    private static readonly IReadOnlyDictionary<string, string[]> NoFaults = new Dictionary<string, string[]>();

    /// <summary>A number that no other job has.</summary>
    public Task<long> TakeIdAsync() => ids.NextAsync();

    /// <summary>Creates the job that a caller asks for. A repeat with the same identity and idempotency key gives the job of the first.</summary>
    public async Task<CreateJobResult> CreateAsync(JobRequest request, CancellationToken cancellationToken)
    {
        if (Find(request.Script) is not { } found || (request.Roles is { } roles && !found.Script.Policy.Allows(roles))) return Unknown(request);
        if (request.IdempotencyKey is { } key && await jobs.FindByIdempotencyKeyAsync(request.Identity, key, cancellationToken) is { } existing)
            return await ExistingAsync(existing);
        return await CreateAsync(request, found, null, null, cancellationToken);
    }

    /// <summary>
    /// Creates the job of a schedule or trigger, which may use the platform's own idempotency keys. With a number of <see cref="TakeIdAsync"/> a repeat,
    /// on whichever node, gives the job of the first.
    /// </summary>
    public async Task<CreateJobResult> CreateAsync(JobRequest request, JobOrigin origin, long? id = null, CancellationToken cancellationToken = default) =>
        Find(request.Script) is { } found ? await CreateAsync(request, found, origin, id, cancellationToken) : Unknown(request);

    /// <summary>Creates the job of a schedule or trigger that must not start before <paramref name="dueAt"/>; null: it may at once.</summary>
    public async Task<CreateJobResult> CreateLaterAsync(JobRequest request, JobOrigin origin, DateTimeOffset? dueAt, CancellationToken cancellationToken = default) =>
        Find(request.Script) is { } found ? await CreateAsync(request, found, origin, null, cancellationToken, dueAt) : Unknown(request);

    private async Task<CreateJobResult> CreateAsync(
        JobRequest request, (ScriptDefinition Script, string? Commit) found, JobOrigin? origin, long? id, CancellationToken cancellationToken, DateTimeOffset? dueAt = null)
    {
        var registered = (request.Target ?? found.Script.Target).Kind == JobTargetKind.Any ? [] : await nodes.ListAsync(cancellationToken);
        var credential = JobRequestReader.CredentialOf(request, found.Script) is { } wanted ? await CredentialFaultAsync(wanted, cancellationToken) : null;
        var job = JobRequestReader.Read(
            request, found.Script, origin, found.Commit, registered.Select(node => node.Name).ToArray(), registered.SelectMany(node => node.Tags).ToArray(),
            time.GetUtcNow(), out var errors, credential, await EnvironmentFaultAsync(request.Environment ?? found.Script.Environment));
        if (job is null) return new CreateJobResult(CreateJobStatus.Invalid, null, errors);

        if (await secrets.CredentialFaultsAsync(job, cancellationToken) is { Count: > 0 } credentials) return new CreateJobResult(CreateJobStatus.Invalid, null, credentials);
        // From here on no secret of the request is anywhere in clear.
        job = job with { Id = id ?? await ids.NextAsync(), DueAt = dueAt, Parameters = await secrets.SealAsync(job, cancellationToken) };
        if (await grains.GetJobAttempt(job.Id).Create(job) == JobOperationStatus.Done)
            return new CreateJobResult(CreateJobStatus.Created, job, NoFaults);

        // Somebody used the same key between the look-up and the insert.
        var winner = await jobs.FindByIdempotencyKeyAsync(request.Identity, request.IdempotencyKey!, cancellationToken);
        return await ExistingAsync(winner!);
    }

    /// <summary>Why no node runs an environment. Null: one does, or one may that is away.</summary>
    private async Task<string?> EnvironmentFaultAsync(string name)
    {
        if (name == FunctionRunner.Environment || environments.Find(name) is not null) return null;
        var known = await grains.GetGrain<INodesGrain>(0).List();
        if (known.Any(node => node.Environments is null || node.Environments.Contains(name, StringComparer.OrdinalIgnoreCase))) return null;
        return $"There is no environment '{name}'. There are: {string.Join(", ", environments.List().Select(environment => environment.Name).Concat(known.SelectMany(node => node.Environments!)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase))}.";
    }

    // Null: it is a credential, and the general answer holds.
    private async Task<string?> CredentialFaultAsync(string name, CancellationToken cancellationToken) => (await variables.FindAsync(name, cancellationToken))?.Definition switch
    {
        null => $"There is no credential '{name}' to run as. Besides, {RunAs.Refusal(name)}",
        var other when !VariableRules.IsCredentialType(other.Type) => $"The variable '{name}' is no credential to run as: its type is not PSCredential.",
        { DisableRunAs: true } => $"The credential '{name}' is not meant to run as: it is declared with -DisableRunAsSupport.",
        _ => null,
    };

    private (ScriptDefinition Script, string? Commit)? Find(string name)
    {
        if (functions.Find(name) is { } function) return (function, null);
        var snapshot = catalogue.Current;
        return snapshot.Find(name) is { } script ? (script, snapshot.Commit) : null;
    }

    private async Task<CreateJobResult> ExistingAsync(JobRecord job)
    {
        // The first call may have stored it and failed before the dispatcher was told.
        if (job.State == JobState.Queued) await grains.GetJobAttempt(job.Id).Recover();
        return new CreateJobResult(CreateJobStatus.Existing, job, NoFaults);
    }

    private static CreateJobResult Unknown(JobRequest request) => new(
        CreateJobStatus.UnknownScript, null, new Dictionary<string, string[]> { ["script"] = [$"There is no script '{request.Script}'."] });
}
