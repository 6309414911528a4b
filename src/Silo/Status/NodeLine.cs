using Universal.Broadcast;
using Universal.Gateway.Hubs;
using Universal.Grains.Broadcast;

namespace Universal.Silo.Status;

/// <summary>The line of a node's own gateway: what arrives at the node.</summary>
internal sealed class NodeLine(NodeBroadcasts broadcasts) : IBroadcastLine
{
    public event Action<BroadcastMessage>? Received
    {
        add => broadcasts.Received += value;
        remove => broadcasts.Received -= value;
    }

    // Nothing is lost between the two: they are one process.
    public event Action? Interrupted
    {
        add { }
        remove { }
    }

    public Task ListenAsync(BroadcastTopics topics) => broadcasts.ListenAsync(topics);
}
