namespace Universal.Grains.Dispatch;

/// <summary>
/// Since when jobs have found no node that takes them. A node that refused a job is asked again after a while, and for that moment the job is on its way: such
/// a gap does not end its wait. No clock: the caller says what time it is.
/// </summary>
internal sealed class UnroutableTimes
{
    /// <summary>The longest gap that is none.</summary>
    public static readonly TimeSpan Gap = TimeSpan.FromSeconds(5);

    private readonly Dictionary<long, (DateTimeOffset Since, DateTimeOffset? Lapsed)> _times = [];

    /// <summary>No node takes the job. Returns since when that is so.</summary>
    public DateTimeOffset Begin(long job, DateTimeOffset now)
    {
        var since = _times.TryGetValue(job, out var known) && !(now - known.Lapsed > Gap) ? known.Since : now;
        _times[job] = (since, null);
        return since;
    }

    /// <summary>A node takes the job, or may take it.</summary>
    public void Lapse(long job, DateTimeOffset now)
    {
        if (_times.TryGetValue(job, out var known)) _times[job] = (known.Since, now);
    }

    /// <summary>The job is over.</summary>
    public void Forget(long job) => _times.Remove(job);

    /// <summary>Forgets waits that ended.</summary>
    public void Trim(DateTimeOffset now)
    {
        foreach (var (job, _) in _times.Where(known => now - known.Value.Lapsed > Gap).ToArray()) _times.Remove(job);
    }
}
