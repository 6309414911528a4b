using System.Collections.Concurrent;
using Universal.Jobs;
using Universal.Persistence.Jobs;

namespace Universal.Grains.Tests.Attempts;

/// <summary>Keeps output in memory; can be away, slow, or find the attempt stale.</summary>
internal sealed class FakeOutputStore : IJobOutputStore
{
    private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<JobOutput[]> _batches = new();
    private Task _open = Task.CompletedTask;
    private int _calls;

    public ConcurrentQueue<Exception> Failures { get; } = new();

    public bool IsStale { get; set; }

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Ends with the first call.</summary>
    public Task Called => _called.Task;

    public IReadOnlyCollection<JobOutput[]> Batches => _batches;

    public List<JobOutput> Stored => [.. _batches.SelectMany(batch => batch)];

    /// <summary>Calls wait until the result is set.</summary>
    public TaskCompletionSource Block()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _open = open.Task;
        return open;
    }

    public async Task<bool> AppendAsync(long jobId, int attempt, IReadOnlyList<JobOutput> records, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _calls);
        _called.TrySetResult();
        await _open.WaitAsync(cancellationToken);
        if (Failures.TryDequeue(out var failure)) throw failure;
        if (IsStale) return false;
        _batches.Enqueue([.. records]);
        return true;
    }

    public Task<IReadOnlyList<JobOutput>> ReadAsync(long jobId, long fromSequence, int take, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<JobOutput>>([.. Stored.Where(record => record.Sequence >= fromSequence).Take(take)]);

    public Task<long> LastSequenceAsync(long jobId, CancellationToken cancellationToken = default) =>
        Task.FromResult(Stored.Select(record => record.Sequence).DefaultIfEmpty().Max());
}
