using Universal.Broadcast;

namespace Universal.Gateway.Hubs;

/// <summary>What the cluster broadcasts, as it arrives at this process: from the node that the gateway is part of, or from all nodes when it runs apart.</summary>
public interface IBroadcastLine
{
    /// <summary>Raised with each message. Handlers must not block.</summary>
    event Action<BroadcastMessage>? Received;

    /// <summary>Raised when messages may have been lost: what is known is to be read anew.</summary>
    event Action? Interrupted;

    /// <summary>Says what the connections of this process listen to. Returns when the nodes know it: changes that are stored from then on arrive.</summary>
    Task ListenAsync(BroadcastTopics topics);
}
