using System.Collections.Concurrent;
using Universal.Grains.Dispatch;
using Universal.Grains.Nodes;

namespace Universal.Grains.Attempts;

/// <summary>The attempts that this node holds. Safe from any thread.</summary>
internal sealed class NodeAttempts(LocalNode node, AttemptRun run, DispatchPost post)
{
    private readonly ConcurrentDictionary<long, Attempt> _held = new();

    public IEnumerable<long> RunningJobs => _held.Keys;

    public NodeOffer Offer() => new(node.Name, node.Silo, node.Slots, node.Accepting, node.Tags, _held.Values.Select(attempt => attempt.Key).ToArray());

    /// <summary>Takes an attempt to run it. One that the node holds already is passed over: the dispatcher repeated itself.</summary>
    /// <returns>False: the offer that it was made for is out of date, and the attempt is refused.</returns>
    public bool Assign(AttemptKey key)
    {
        var attempt = new Attempt(key);
        if (!_held.TryAdd(key.JobId, attempt))
        {
            attempt.Dispose();
            // The job's former attempt has ended, and its processes are being cleared away.
            if (_held.TryGetValue(key.JobId, out var former) && former.Key.Attempt < key.Attempt) AssignAfterAsync(former, key).Ignore();
            return true;
        }

        if (!node.Accepting)
        {
            _held.TryRemove(key.JobId, out _);
            attempt.Dispose();
            return false;
        }

        attempt.Ended = Task.Run(() => RunAsync(attempt));
        return true;
    }

    public void Cancel(AttemptKey key)
    {
        if (Find(key) is { } attempt) attempt.Stop(StopCause.Canceled);
    }

    public bool Answer(AttemptKey key, int feedbackId, string answer) => Find(key)?.Answer(feedbackId, answer) ?? false;

    /// <summary>Hides values in what an attempt writes from now on. False: the node does not hold it.</summary>
    public bool Hide(AttemptKey key, IReadOnlyList<string> values)
    {
        if (Find(key) is not { } attempt) return false;
        attempt.Mask.Add(values);
        return true;
    }

    /// <summary>Waits until no attempt is held.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        while (!_held.IsEmpty) await Task.WhenAll(_held.Values.Select(attempt => attempt.Ended).ToArray()).WaitAsync(cancellationToken);
    }

    /// <summary>Stops every attempt, so that its job goes on elsewhere by its rule.</summary>
    public void HandBack()
    {
        foreach (var attempt in _held.Values) attempt.Stop(StopCause.HandedBack);
    }

    private Attempt? Find(AttemptKey key) => _held.TryGetValue(key.JobId, out var attempt) && attempt.Key == key ? attempt : null;

    // When it is refused then, because the node stops, the dispatcher misses it soon.
    private async Task AssignAfterAsync(Attempt former, AttemptKey key)
    {
        await former.Ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        Assign(key);
    }

    private async Task RunAsync(Attempt attempt)
    {
        try
        {
            await run.RunAsync(attempt);
        }
        finally
        {
            Release(attempt);
        }
    }

    private void Release(Attempt attempt)
    {
        _held.TryRemove(attempt.Key.JobId, out _);
        attempt.Dispose();
        post.Released(attempt.Key);
    }
}
