using Universal.Broadcast;

namespace Universal.Gateway.Hubs;

/// <summary>Tells the nodes what the connections of this process listen to: at once when something is added, after a while when nobody wants it any more.</summary>
internal sealed class TopicInterest(IBroadcastLine line)
{
    private readonly Lock _gate = new();
    private BroadcastTopics _told;
    private Task _telling = Task.CompletedTask;

    /// <summary>Returns when the nodes know that the topics are wanted.</summary>
    public Task EnsureAsync(BroadcastTopics topics)
    {
        lock (_gate)
        {
            if ((_told & topics) != topics || _telling.IsFaulted) Tell(_told | topics);
            return _telling;
        }
    }

    /// <summary>Takes back what nobody wants now.</summary>
    public void Reduce(Func<BroadcastTopics> wanted)
    {
        lock (_gate)
        {
            var now = wanted();
            if ((_told & ~now) != 0) Tell(_told & now);
        }
    }

    private void Tell(BroadcastTopics topics)
    {
        _told = topics;
        var before = _telling;
        _telling = After();

        // In their order: the last one counts.
        async Task After()
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await line.ListenAsync(topics);
        }
    }
}
