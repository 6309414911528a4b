using Universal.Cache;

namespace Universal.Grains.Cache;

/// <summary>Who waits for a lock, in the order in which they came. Used from one grain's turns only.</summary>
internal sealed class LockQueue(TimeProvider time)
{
    // Whoever waits longer than one call may take asks again at once, and keeps its place for as long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly LinkedList<LockWaiter> _waiters = new();

    public bool IsEmpty
    {
        get
        {
            DropGone();
            return _waiters.Count == 0;
        }
    }

    /// <summary>Takes a place at the end, or the one that this owner has.</summary>
    public LockWaiter Join(string owner, TimeSpan lease)
    {
        DropGone();
        var waiter = _waiters.FirstOrDefault(waiter => waiter.Owner == owner);
        if (waiter is null) _waiters.AddLast(waiter = new LockWaiter(owner));
        // A call that is repeated while the first one still waits takes its place.
        waiter.Attach(lease);
        return waiter;
    }

    /// <summary>The call of a waiter has ended without the lock.</summary>
    public void Detach(LockWaiter waiter, Task<CacheLockResult> answer)
    {
        if (waiter.Answer == answer) waiter.Detach(time.GetTimestamp());
    }

    /// <summary>The first whose call waits; null: nobody's does.</summary>
    public LockWaiter? First()
    {
        DropGone();
        return _waiters.FirstOrDefault(waiter => waiter.IsAttached);
    }

    public void Remove(LockWaiter waiter) => _waiters.Remove(waiter);

    /// <summary>Ends the waiting of all.</summary>
    public void FailAll(Exception error)
    {
        foreach (var waiter in _waiters) waiter.Fail(error);
        _waiters.Clear();
    }

    private void DropGone()
    {
        for (var node = _waiters.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.DetachedAt is { } at && time.GetElapsedTime(at) > Patience) _waiters.Remove(node);
            node = next;
        }
    }
}
