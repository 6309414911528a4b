using System.Collections.Concurrent;
using System.Text.Json;
using Universal.Jobs;

namespace Universal.Gateway.Tests.Hosting;

/// <summary>Jobs of a test cluster: tests move them along by hand.</summary>
internal sealed class FakeJobs
{
    private readonly ConcurrentDictionary<long, JobRecord> _jobs = new();
    private readonly ConcurrentDictionary<long, List<JobOutput>> _output = new();
    private readonly ConcurrentDictionary<long, ConcurrentDictionary<IJobObserver, byte>> _observers = new();
    private readonly Lock _lock = new();
    private long _lastId;

    /// <summary>What creating a job throws.</summary>
    public Exception? Fault { get; set; }

    /// <summary>What the next calls that list or create jobs throw, one after the other.</summary>
    public ConcurrentQueue<Exception> Faults { get; } = [];

    /// <summary>How often jobs were listed or created, or were to be.</summary>
    public int Calls { get; private set; }

    /// <summary>What each job was created by.</summary>
    public ConcurrentDictionary<long, JobRequest> Requests { get; } = new();

    public JobRecord? Get(long id) => _jobs.GetValueOrDefault(id);

    public CreateJobResult Create(JobRequest request)
    {
        if (Fault is { } fault) throw fault;
        ThrowNext();
        if (FakeScripts.Find(request.Script) is not { } script || (request.Roles is { } roles && !script.Policy.Allows(roles))) return new(CreateJobStatus.UnknownScript, null, new Dictionary<string, string[]>());
        if (request.Target is { Kind: JobTargetKind.Node, Value: "vmm" }) return Invalid("target", "No node is called 'vmm'.");
        if (request.Credential is not null) return Invalid("credential", "There are no stored credentials yet.");
        var given = request.Parameters is { } json ? JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)! : [];
        foreach (var parameter in script.Parameters ?? [])
        {
            if (parameter.Required && !given.ContainsKey(parameter.Name)) return Invalid($"parameters.{parameter.Name}", "It is required.");
        }

        lock (_lock)
        {
            if (request.IdempotencyKey is { } key
                && _jobs.Values.FirstOrDefault(job => job.IdempotencyKey == key && job.Identity == request.Identity) is { } existing)
            {
                return new(CreateJobStatus.Existing, existing, new Dictionary<string, string[]>());
            }

            var created = Add(new JobRecord
            {
                Script = script.Path,
                Environment = request.Environment ?? script.Environment,
                Policy = script.Policy,
                Target = request.Target ?? script.Target,
                Identity = request.Identity,
                ParentId = request.ParentId,
                Parameters = request.Parameters,
                IdempotencyKey = request.IdempotencyKey,
            });
            Requests[created.Id] = request;
            return new(CreateJobStatus.Created, created, new Dictionary<string, string[]>());
        }
    }

    public JobRecord Add(JobRecord job)
    {
        var stored = job with { Id = Interlocked.Increment(ref _lastId), Version = 1 };
        return _jobs[stored.Id] = stored;
    }

    public JobRecord Running(string? identity, long? parent = null) =>
        Add(new JobRecord { Script = "hello.ps1", Environment = "PowerShell", Identity = identity, ParentId = parent, State = JobState.Running, Attempt = 1 });

    public async Task<JobRecord> ChangeAsync(long id, Func<JobRecord, JobRecord> change)
    {
        var changed = _jobs.AddOrUpdate(id, _ => throw new KeyNotFoundException(), (_, job) => change(job) with { Version = job.Version + 1 });
        foreach (var observer in Observers(id).Keys) await observer.JobChanged(changed);
        return changed;
    }

    public async Task WriteAsync(long id, string text, bool tell = true)
    {
        long sequence;
        lock (_lock)
        {
            var output = _output.GetOrAdd(id, _ => []);
            sequence = output.Count + 1;
            output.Add(new(sequence, 1, OutputStream.Output, DateTimeOffset.UnixEpoch, text));
        }

        if (!tell) return;
        foreach (var observer in Observers(id).Keys) await observer.OutputAppended(id, sequence);
    }

    public JobOutputPage? Read(long id, long from, int take)
    {
        // The state first: what is written after it is read on the next page.
        if (Get(id) is not { } job) return null;
        lock (_lock)
        {
            var all = _output.GetValueOrDefault(id) ?? [];
            JobOutput[] page = [.. all.Where(record => record.Sequence >= from).Take(take)];
            var next = page.Length > 0 ? page[^1].Sequence + 1 : from;
            return new(page, next, job.State.IsFinal() && next > all.Count);
        }
    }

    public JobPage List(JobQuery query)
    {
        ThrowNext();
        JobRecord[] page = [.. _jobs.Values
            .Where(job => job.Id < (query.Before ?? long.MaxValue)
                && (query.Identity is null || string.Equals(job.Identity, query.Identity, StringComparison.OrdinalIgnoreCase))
                && (query.ParentId is null || job.ParentId == query.ParentId)
                && (query.States.Count == 0 || query.States.Contains(job.State)))
            .OrderByDescending(job => job.Id).Take(query.Take)];
        return new(page, page.Length == query.Take ? page[^1].Id : null);
    }

    public ConcurrentDictionary<IJobObserver, byte> Observers(long id) => _observers.GetOrAdd(id, _ => new());

    private void ThrowNext()
    {
        Calls++;
        if (Faults.TryDequeue(out var fault)) throw fault;
    }

    private static CreateJobResult Invalid(string field, string fault) =>
        new(CreateJobStatus.Invalid, null, new Dictionary<string, string[]> { [field] = [fault] });
}

internal sealed class FakeJobsGrain(FakeJobs jobs) : Grain, IJobsGrain
{
    public Task<CreateJobResult> Create(JobRequest request, CancellationToken cancellationToken) => Task.FromResult(jobs.Create(request));

    public Task<JobPage> List(JobQuery query, CancellationToken cancellationToken) => Task.FromResult(jobs.List(query));

    public Task<JobRecord?> Get(long jobId, CancellationToken cancellationToken) => Task.FromResult(jobs.Get(jobId));

    public Task<JobOutputPage?> ReadOutput(long jobId, long fromSequence, int take, CancellationToken cancellationToken) =>
        Task.FromResult(jobs.Read(jobId, fromSequence, take));
}

internal sealed class FakeJobGrain(FakeJobs jobs) : Grain, IJobGrain
{
    private long Id => this.GetPrimaryKeyLong();

    public Task<JobRecord?> Get() => Task.FromResult(jobs.Get(Id));

    public async Task<JobOperationStatus> Cancel(string? by)
    {
        if (jobs.Get(Id) is not { } job) return JobOperationStatus.NotFound;
        if (job.State.IsFinal()) return JobOperationStatus.Conflict;
        await jobs.ChangeAsync(Id, current => current with { State = JobState.Canceled, Reason = $"canceled by {by}" });
        return JobOperationStatus.Done;
    }

    public async Task<JobOperationStatus> Answer(int feedbackId, string answer)
    {
        if (jobs.Get(Id) is not { } job) return JobOperationStatus.NotFound;
        if (job.Feedback?.Id != feedbackId) return JobOperationStatus.Conflict;
        await jobs.ChangeAsync(Id, current => current with { State = JobState.Running, Feedback = null, Reason = answer });
        return JobOperationStatus.Done;
    }

    public Task<bool> Subscribe(IJobObserver observer)
    {
        jobs.Observers(Id)[observer] = 0;
        return Task.FromResult(jobs.Get(Id) is not null);
    }

    public Task Unsubscribe(IJobObserver observer)
    {
        jobs.Observers(Id).TryRemove(observer, out _);
        return Task.CompletedTask;
    }
}
