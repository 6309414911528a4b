namespace Universal.Gateway.Hubs;

/// <summary>
/// Reads once for many who ask at the same time: when a node dies thousands of clients want the state from the next one. Who asks while a reading runs waits
/// for one that begins after they asked, so that nobody gets what is older than their question.
/// </summary>
internal sealed class SharedReads<TArgument, TValue>(Func<TArgument, Task<TValue>> read)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Slot> _slots = [];

    /// <param name="key">Those who ask with the same key get the same.</param>
    /// <param name="argument">What the reading needs; that of one who asked is used.</param>
    public Task<TValue> ReadAsync(string key, TArgument argument)
    {
        lock (_gate)
        {
            if (!_slots.TryGetValue(key, out var slot)) _slots[key] = slot = new Slot();
            if (slot.Next is { } next) return next;
            if (slot.Running is null) return slot.Running = RunAsync(key, slot, argument, after: null);
            return slot.Next = RunAsync(key, slot, argument, after: slot.Running);
        }
    }

    private async Task<TValue> RunAsync(string key, Slot slot, TArgument argument, Task? after)
    {
        await Task.Yield();
        if (after is not null) await after.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            return await read(argument);
        }
        finally
        {
            lock (_gate)
            {
                (slot.Running, slot.Next) = (slot.Next, null);
                if (slot.Running is null) _slots.Remove(key);
            }
        }
    }

    private sealed class Slot
    {
        public Task<TValue>? Running { get; set; }

        public Task<TValue>? Next { get; set; }
    }
}
