using Universal.Grains.Jobs;
using Universal.Jobs;

namespace Universal.Grains.Dispatch;

/// <summary>
/// What the nodes lacked when they refused jobs lately. A node is not asked again for a while for jobs that want the same, where another node can run
/// them. Kept by the dispatcher, in memory: forgotten, it costs one more refusal. No clock: the caller says what time it is.
/// </summary>
internal sealed class RefusingNodes
{
    /// <summary>How long a node is passed over.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private readonly Dictionary<Key, Trouble> _known = [];

    public bool IsEmpty => _known.Count == 0;

    /// <summary>Takes note of a job's newest refusal. True: the node was not known to lack that.</summary>
    public bool Note(QueuedJob job, DateTimeOffset now)
    {
        if (job.Refusals is not [.., { Incarnation.Length: > 0 } refusal]) return false;
        var key = new Key(refusal.Incarnation, refusal.Cause, Wanted(job, refusal.Cause));
        var isNew = !_known.ContainsKey(key);
        _known[key] = new Trouble(refusal.Node, refusal.Reason, now + Pause);
        return isNew;
    }

    /// <summary>Forgets what is over. True: there was something.</summary>
    public bool Expire(DateTimeOffset now) => Remove(entry => entry.Value.Until <= now);

    /// <summary>Forgets a process that is gone. True: there was something.</summary>
    public bool Forget(string incarnation) => Remove(entry => entry.Key.Incarnation == incarnation);

    /// <summary>What keeps a process from running the job. Null: nothing is known.</summary>
    public (RefusalCause Cause, string Reason)? Find(string incarnation, QueuedJob job)
    {
        foreach (var cause in Enum.GetValues<RefusalCause>())
        {
            if (_known.TryGetValue(new Key(incarnation, cause, Wanted(job, cause)), out var trouble)) return (cause, trouble.Reason);
        }

        return null;
    }

    /// <summary>Processes that lack something which the job wants.</summary>
    public IEnumerable<(string Incarnation, RefusalCause Cause)> Matching(QueuedJob job) => _known.Keys
        .Where(key => key.Wanted == Wanted(job, key.Cause))
        .Select(key => (key.Incarnation, key.Cause));

    private bool Remove(Func<KeyValuePair<Key, Trouble>, bool> over)
    {
        if (_known.Count == 0) return false;
        var gone = _known.Where(over).Select(entry => entry.Key).ToArray();
        foreach (var key in gone) _known.Remove(key);
        return gone.Length > 0;
    }

    private static string Wanted(QueuedJob job, RefusalCause cause) => RefusalSubject.Of(cause, job.Environment, job.Commit, job.Script);

    private readonly record struct Key(string Incarnation, RefusalCause Cause, string Wanted);

    private sealed record Trouble(string Node, string Reason, DateTimeOffset Until);
}
