using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.SignalR;
using Universal.Broadcast;
using Universal.Gateway.Access;

namespace Universal.Gateway.Hubs;

/// <summary>
/// A connection of the hub. What it is sent it must take: with more than <see cref="MaxPending"/> messages that its socket does not accept it is cut off, so
/// that it costs bounded memory and nobody waits for it. It connects again and gets the state of then.
/// </summary>
internal sealed class HubClient(HubConnectionContext connection, Caller caller, CredentialCheck? credential)
{
    /// <summary>Most messages that wait for the socket, beside 64 KiB in its buffer.</summary>
    public const int MaxPending = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<BroadcastTopics, List<SerializedHubMessage>?> _topics = [];
    private int _pending;
    private int _cut;

    public Caller Caller => caller;

    public CredentialCheck? Credential => credential;

    public BroadcastTopics Topics
    {
        get
        {
            lock (_gate) return _topics.Keys.Aggregate(BroadcastTopics.None, (all, topic) => all | topic);
        }
    }

    public bool Has(BroadcastTopics topic)
    {
        lock (_gate) return _topics.ContainsKey(topic);
    }

    /// <summary>From now on changes of the topic are held back until <see cref="Release"/>. False: they are already.</summary>
    public bool Hold(BroadcastTopics topic)
    {
        lock (_gate)
        {
            if (_topics.TryGetValue(topic, out var held) && held is not null) return false;
            _topics[topic] = [];
            return true;
        }
    }

    /// <summary>Sends the state, then what was held back, and from now on changes as they come.</summary>
    public void Release(BroadcastTopics topic, SerializedHubMessage? state)
    {
        lock (_gate)
        {
            if (!_topics.TryGetValue(topic, out var held) || held is null) return;
            if (state is not null) Write(state);
            foreach (var message in held) Write(message);
            _topics[topic] = null;
        }
    }

    public void Forget(BroadcastTopics topic)
    {
        lock (_gate) _topics.Remove(topic);
    }

    /// <summary>Sends a change of a topic, if the connection listens to it.</summary>
    public void Send(BroadcastTopics topic, SerializedHubMessage message)
    {
        lock (_gate)
        {
            if (!_topics.TryGetValue(topic, out var held)) return;
            if (held is null) Write(message);
            else if (held.Count < MaxPending) held.Add(message);
            else Cut();
        }
    }

    /// <summary>Ends the connection without a farewell, which it might not read. Clients take it for a broken connection and connect again.</summary>
    public void Cut()
    {
        if (Interlocked.Exchange(ref _cut, 1) == 0) connection.Features.Get<IConnectionLifetimeFeature>()?.Abort();
    }

    private void Write(SerializedHubMessage message)
    {
        if (Volatile.Read(ref _cut) != 0) return;
        if (Volatile.Read(ref _pending) >= MaxPending)
        {
            Cut();
            return;
        }

        // Writes wait for one another in their order; one that the buffer takes is done at once.
        var writing = connection.WriteAsync(message, CancellationToken.None).AsTask();
        if (writing.IsCompletedSuccessfully) return;
        Interlocked.Increment(ref _pending);
        _ = AwaitAsync(writing);
    }

    private async Task AwaitAsync(Task writing)
    {
        try
        {
            await writing;
        }
        catch (Exception)
        {
            // The connection is gone: the hub notices by itself.
        }
        finally
        {
            Interlocked.Decrement(ref _pending);
        }
    }
}
