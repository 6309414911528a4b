namespace Universal.Broadcast;

/// <summary>Tells messages that come for the second time, because the answer to the first was lost.</summary>
public sealed class SeenMessages
{
    private const int Remembered = 512;
    private const int Origins = 100;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Origin> _origins = [];

    /// <summary>Whether it is seen for the first time.</summary>
    public bool IsNew(BroadcastMessage message)
    {
        var (origin, sequence) = (message.Origin, message.Sequence);
        lock (_gate)
        {
            if (!_origins.TryGetValue(origin, out var seen))
            {
                // Each start of a node is another origin: those that are gone are forgotten some time.
                if (_origins.Count >= Origins) _origins.Clear();
                _origins[origin] = seen = new Origin();
            }

            if (!seen.Known.Add(sequence)) return false;
            seen.Order.Enqueue(sequence);
            if (seen.Order.Count > Remembered) seen.Known.Remove(seen.Order.Dequeue());
            return true;
        }
    }

    private sealed class Origin
    {
        public HashSet<long> Known { get; } = [];

        public Queue<long> Order { get; } = [];
    }
}
