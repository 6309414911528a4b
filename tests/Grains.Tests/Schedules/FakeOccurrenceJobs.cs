using Universal.Grains.Schedules;
using Universal.Jobs;

namespace Universal.Grains.Tests.Schedules;

/// <summary>Jobs that say when they were created and end when they are told to.</summary>
internal sealed class FakeOccurrenceJobs(TimeProvider time) : IOccurrenceJobs
{
    private readonly Dictionary<long, (string Schedule, DateTimeOffset CreatedAt)> _jobs = [];
    private readonly HashSet<long> _ended = [];
    private long _next;

    /// <summary>The jobs in the order of their numbers.</summary>
    public IReadOnlyList<(long Id, string Schedule, DateTimeOffset CreatedAt)> Created => [.. _jobs.OrderBy(job => job.Key).Select(job => (job.Key, job.Value.Schedule, job.Value.CreatedAt))];

    /// <summary>Jobs that were asked to end.</summary>
    public List<long> Canceled { get; } = [];

    /// <summary>What is wrong with each request. Null: nothing.</summary>
    public string? Fault { get; set; }

    /// <summary>Fails the next creation after it has happened.</summary>
    public bool LoseAnswer { get; set; }

    public void End(long id) => _ended.Add(id);

    public Task<long> TakeIdAsync() => Task.FromResult(++_next);

    public Task<CreateJobResult> CreateAsync(JobRequest request, JobOrigin origin, long id, CancellationToken cancellationToken)
    {
        if (Fault is not null) return Task.FromResult(new CreateJobResult(CreateJobStatus.Invalid, null, new Dictionary<string, string[]> { ["script"] = [Fault] }));
        _jobs.TryAdd(id, (origin.Name, time.GetUtcNow()));
        if (LoseAnswer)
        {
            LoseAnswer = false;
            throw new TimeoutException();
        }

        return Task.FromResult(new CreateJobResult(CreateJobStatus.Created, null, new Dictionary<string, string[]>()));
    }

    public Task<bool> IsLiveAsync(long id, CancellationToken cancellationToken) => Task.FromResult(_jobs.ContainsKey(id) && !_ended.Contains(id));

    public Task<ILookup<string, long>> ReadLiveAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_jobs.Where(job => !_ended.Contains(job.Key)).ToLookup(job => job.Value.Schedule.ToLowerInvariant(), job => job.Key));

    public Task CancelAsync(long id, string by)
    {
        Canceled.Add(id);
        return Task.CompletedTask;
    }
}
