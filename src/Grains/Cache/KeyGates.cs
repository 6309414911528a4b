namespace Universal.Grains.Cache;

/// <summary>Lets one change of a key happen at a time, in the order in which they came, and now and then one of all keys. Used from one grain's turns only.</summary>
internal sealed class KeyGates
{
    private readonly Dictionary<string, Task> _last = new(StringComparer.Ordinal);
    private Task _lastOfAll = Task.CompletedTask;

    /// <summary>Whether a change of that key, or of all, is under way or waits.</summary>
    public bool IsTaken(string key) => _last.ContainsKey(key) || !_lastOfAll.IsCompleted;

    /// <summary>Waits for its turn at a key; dispose it to give it on.</summary>
    public async Task<IDisposable> EnterAsync(string key)
    {
        var before = _last.GetValueOrDefault(key, _lastOfAll);
        var turn = new Turn(this, key);
        _last[key] = turn.Ended;
        await before;
        return turn;
    }

    /// <summary>Waits until no change is under way, and keeps all others waiting.</summary>
    public async Task<IDisposable> EnterAllAsync()
    {
        var before = Task.WhenAll(_last.Values.Append(_lastOfAll));
        var turn = new Turn(this, null);
        _last.Clear();
        _lastOfAll = turn.Ended;
        await before;
        return turn;
    }

    private sealed class Turn(KeyGates gates, string? key) : IDisposable
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Ended => _ended.Task;

        public void Dispose()
        {
            if (key is not null && gates._last.TryGetValue(key, out var last) && last == Ended) gates._last.Remove(key);
            _ended.TrySetResult();
        }
    }
}
