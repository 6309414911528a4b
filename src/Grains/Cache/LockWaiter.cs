using Universal.Cache;

namespace Universal.Grains.Cache;

/// <summary>One who waits for a lock. Between two of its calls it is not attached: then it is passed over, but keeps its place for a while.</summary>
internal sealed class LockWaiter(string owner)
{
    private TaskCompletionSource<CacheLockResult> _answer = NewAnswer();

    public string Owner { get; } = owner;

    public TimeSpan Lease { get; private set; }

    public bool IsAttached { get; private set; }

    /// <summary>When its last call ended.</summary>
    public long? DetachedAt { get; private set; }

    /// <summary>What its newest call waits for.</summary>
    public Task<CacheLockResult> Answer => _answer.Task;

    public void Attach(TimeSpan lease)
    {
        _answer = NewAnswer();
        (Lease, IsAttached, DetachedAt) = (lease, true, null);
    }

    public void Detach(long now) => (IsAttached, DetachedAt) = (false, now);

    public void Give(CacheLockResult result) => _answer.TrySetResult(result);

    public void Fail(Exception error)
    {
        _answer.TrySetException(error);
        // Its call may have gone.
        _ = _answer.Task.Exception;
    }

    private static TaskCompletionSource<CacheLockResult> NewAnswer() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
