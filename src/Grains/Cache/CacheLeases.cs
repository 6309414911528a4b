namespace Universal.Grains.Cache;

/// <summary>Which nodes hold copies of a part's entries, and until when. Used from one grain's turns only.</summary>
internal sealed class CacheLeases(TimeProvider time)
{
    private readonly Dictionary<string, Dictionary<SiloAddress, Lease>> _byKey = new(StringComparer.Ordinal);

    /// <summary>Notes that a node may hold a copy from now on.</summary>
    public void Grant(string key, SiloAddress node, TimeSpan duration)
    {
        if (!_byKey.TryGetValue(key, out var holders)) _byKey[key] = holders = [];
        holders[node] = new Lease(time.GetTimestamp(), duration);
    }

    /// <summary>Who may still hold a copy of a key, with the time that is left. It is up to the caller to end these.</summary>
    public IReadOnlyList<(SiloAddress Node, TimeSpan Left)> Take(string key) => _byKey.Remove(key, out var holders) ? Live(holders) : [];

    /// <summary>Who may still hold a copy of any key.</summary>
    public IReadOnlyList<(SiloAddress Node, TimeSpan Left)> TakeAll()
    {
        var all = _byKey.Values.SelectMany(Live).GroupBy(holder => holder.Node).Select(group => (group.Key, group.Max(holder => holder.Left))).ToList();
        _byKey.Clear();
        return all;
    }

    /// <summary>Forgets what has ended.</summary>
    public void Sweep()
    {
        foreach (var key in _byKey.Where(item => Live(item.Value).Count == 0).Select(item => item.Key).ToList()) _byKey.Remove(key);
    }

    private List<(SiloAddress Node, TimeSpan Left)> Live(Dictionary<SiloAddress, Lease> holders) =>
        [.. holders.Select(holder => (holder.Key, Left: holder.Value.Duration - time.GetElapsedTime(holder.Value.Granted))).Where(holder => holder.Left > TimeSpan.Zero)];

    private readonly record struct Lease(long Granted, TimeSpan Duration);
}
