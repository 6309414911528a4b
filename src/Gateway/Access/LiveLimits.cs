using System.Collections.Concurrent;

namespace Universal.Gateway.Access;

/// <summary>Counts what one identity keeps open on this node, so that nobody uses up its connections and memory alone.</summary>
internal sealed class LiveLimits
{
    private readonly ConcurrentDictionary<(string Kind, string Holder), int> _open = [];

    /// <summary>Takes a place; disposing gives it back. Null: the identity has all it may have.</summary>
    public IDisposable? Take(string kind, Caller caller, int limit)
    {
        var key = (kind, caller.JobId is { } job ? $"job {job}" : caller.Name?.ToLowerInvariant() ?? "");
        if (_open.AddOrUpdate(key, 1, static (_, open) => open + 1) <= limit) return new Place(this, key);
        Give(key);
        return null;
    }

    private void Give((string, string) key)
    {
        while (_open.TryGetValue(key, out var open))
        {
            // Nobody's place leaves no entry.
            if (open <= 1 ? _open.TryRemove(new(key, open)) : _open.TryUpdate(key, open - 1, open)) return;
        }
    }

    private sealed class Place(LiveLimits limits, (string, string) key) : IDisposable
    {
        private int _given;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _given, 1) == 0) limits.Give(key);
        }
    }
}
