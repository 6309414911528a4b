using Universal.Broadcast;

namespace Universal.Grains.Broadcast;

/// <summary>
/// Who wants to be told of which topics, and until when. Asked with every change of a job: the answer when nobody listens is one read of memory.
/// </summary>
internal sealed class BroadcastInterest(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (BroadcastTopics Topics, DateTimeOffset Until)> _leases = [];
    private volatile int _all;

    /// <summary>Whether anybody wants it.</summary>
    public bool Wants(BroadcastTopics topic) => (_all & (int)topic) != 0;

    /// <summary>Whether that one wants it.</summary>
    public bool Wants(string who, BroadcastTopics topic)
    {
        lock (_gate) return _leases.TryGetValue(who, out var lease) && lease.Until > time.GetUtcNow() && (lease.Topics & topic) != 0;
    }

    /// <summary>Notes what somebody wants. It counts until it is noted anew or the time is over.</summary>
    public void Set(string who, BroadcastTopics topics, TimeSpan lease)
    {
        lock (_gate)
        {
            if (topics == BroadcastTopics.None) _leases.Remove(who);
            else _leases[who] = (topics, lease == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : time.GetUtcNow() + lease);
            Count();
        }
    }

    /// <summary>Forgets those whose time is over.</summary>
    public void Sweep()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            foreach (var who in _leases.Where(lease => lease.Value.Until <= now).Select(lease => lease.Key).ToArray()) _leases.Remove(who);
            Count();
        }
    }

    private void Count() => _all = _leases.Values.Aggregate(0, (all, lease) => all | (int)lease.Topics);
}
