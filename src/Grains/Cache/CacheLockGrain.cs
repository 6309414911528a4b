using Orleans.Concurrency;
using Universal.Cache;
using Universal.Persistence.Cache;

namespace Universal.Grains.Cache;

/// <summary>
/// See <see cref="ICacheLockGrain"/>. It only keeps the queue, and knows nothing of its own about who holds the lock: so its death, or two of it for a
/// moment, cost no more than the order of those who wait.
/// </summary>
[Reentrant]
internal sealed class CacheLockGrain(ICacheLockStore store, TimeProvider time) : Grain, ICacheLockGrain
{
    // How long until the database is asked again if nobody said that the lock is free: its lease may have been renewed, or released past this grain.
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(5);
    private static readonly IReadOnlyDictionary<string, string[]> None = new Dictionary<string, string[]>();
    private readonly LockQueue _queue = new(time);
    private TaskCompletionSource _news = NewSignal();
    private Task _serving = Task.CompletedTask;
    private Task _asking = Task.CompletedTask;
    private LockWaiter? _asked;
    private string? _holder;

    public async Task<CacheLockResult> Acquire(CacheLockRequest request)
    {
        var faults = CacheLockRules.Faults(Name, request);
        if (faults.Count > 0) return new CacheLockResult(CacheLockStatus.Invalid, faults);

        // Whoever holds it and asks again is not made to wait behind those who wait for it.
        if (_queue.IsEmpty || _holder == request.Owner)
        {
            if (await store.AcquireAsync(Name, request.Owner, request.Lease) is { } taken) return Taken(taken);
            if (request.Wait <= TimeSpan.Zero) return await HeldAsync();
        }
        else if (request.Wait <= TimeSpan.Zero)
        {
            return await HeldAsync();
        }

        var waiter = _queue.Join(request.Owner, request.Lease);
        var answer = waiter.Answer;
        if (_serving.IsCompleted) _serving = ServeAsync();
        try
        {
            return await answer.WaitAsync(request.Wait < CacheLockRequest.MaxWait ? request.Wait : CacheLockRequest.MaxWait, time);
        }
        catch (TimeoutException)
        {
            // Just then the database is asked in its name: how that ends is the answer, or the owner would hold the lock and not know.
            while (_asked == waiter && waiter.Answer == answer) await _asking;
            _queue.Detach(waiter, answer);
            return answer.IsCompletedSuccessfully ? await answer : await HeldAsync();
        }
    }

    public async Task<CacheLockResult> Renew(long token, TimeSpan lease)
    {
        var faults = CacheLockRules.Faults(Name, lease);
        if (faults.Count > 0) return new CacheLockResult(CacheLockStatus.Invalid, faults);
        return await store.RenewAsync(Name, token, lease) is { } row ? Taken(row) : new CacheLockResult(CacheLockStatus.Stale, None);
    }

    public async Task<CacheLockResult> Release(long token)
    {
        var released = CacheRules.IsKey(Name) && await store.ReleaseAsync(Name, token);
        if (released) _holder = null;
        _news.TrySetResult();
        return new CacheLockResult(released ? CacheLockStatus.Done : CacheLockStatus.Stale, None);
    }

    public async Task<CacheLock?> Get() =>
        CacheRules.IsKey(Name) && await store.GetAsync(Name) is { IsHeld: true } row ? LockOf(row) : null;

    private string Name => this.GetPrimaryKeyString();

    /// <summary>Gives the lock to those who wait, one after the other, until nobody does.</summary>
    private async Task ServeAsync()
    {
        try
        {
            while (_queue.First() is { } first)
            {
                _news = NewSignal();
                var asking = AskForAsync(first);
                _asking = asking;
                if (await asking) continue;
                var left = await store.GetAsync(Name) is { IsHeld: true } held ? held.Remaining : TimeSpan.Zero;
                await WaitAsync(left);
            }
        }
        catch (Exception error)
        {
            _queue.FailAll(error);
        }
    }

    /// <summary>Asks for the lock in the name of one who waits, whose call does not end meanwhile. False: somebody else holds it.</summary>
    private async Task<bool> AskForAsync(LockWaiter waiter)
    {
        _asked = waiter;
        try
        {
            while (true)
            {
                var answer = waiter.Answer;
                if (await store.AcquireAsync(Name, waiter.Owner, waiter.Lease) is not { } row) return false;
                // The call was repeated meanwhile: it is asked for as the repeat wants it, and gives the same token.
                if (waiter.Answer != answer) continue;
                _queue.Remove(waiter);
                waiter.Give(Taken(row));
                return true;
            }
        }
        finally
        {
            _asked = null;
        }
    }

    private async Task WaitAsync(TimeSpan left)
    {
        try
        {
            await _news.Task.WaitAsync(left < AskAgain ? left + TimeSpan.FromMilliseconds(1) : AskAgain, time);
        }
        catch (TimeoutException)
        {
            // The lease is over, or may be.
        }
    }

    private CacheLockResult Taken(CacheLockRow row)
    {
        _holder = row.Owner;
        return new CacheLockResult(CacheLockStatus.Done, None, LockOf(row));
    }

    private async Task<CacheLockResult> HeldAsync() => new(CacheLockStatus.Held, None, await Get());

    private static CacheLock LockOf(CacheLockRow row) => new(row.Name, row.Owner, row.Token, row.ExpiresAt, row.Remaining);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
