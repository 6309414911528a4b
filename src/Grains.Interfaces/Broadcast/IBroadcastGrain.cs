using Universal.Calls;

namespace Universal.Broadcast;

/// <summary>Reaches all nodes and the gateways that run apart from them. Key 0; runs on whatever node is asked.</summary>
[Alias("universal.IBroadcastGrain")]
public interface IBroadcastGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Sends to all nodes and gateways at once, and waits until each has it or its time is over. Each hands it to its own connections. Nothing is stored:
    /// who is not connected does not get it. A repeat is sent again.
    /// </summary>
    [Alias("Send")] Task<BroadcastOutcome> Send(BroadcastContent content);

    /// <summary>
    /// Attaches a gateway that runs apart at every node, for 20 s: it is to be repeated every few seconds, and at once when the topics change. Returns
    /// when the nodes know it: changes that are stored from then on are told.
    /// </summary>
    /// <param name="gateway">Names the gateway's process.</param>
    /// <param name="observer">What is told.</param>
    /// <param name="topics">What its connections listen to.</param>
    [Alias("Attach"), Repeatable] Task Attach(string gateway, IBroadcastObserver observer, BroadcastTopics topics);
}

/// <summary>Is told what a node broadcasts.</summary>
[Alias("universal.IBroadcastObserver")]
public interface IBroadcastObserver : IGrainObserver
{
    /// <summary>A message. The same one can come twice.</summary>
    [Alias("Received")] Task Received(BroadcastMessage message);
}

/// <summary>Whom a broadcast has reached.</summary>
/// <param name="Nodes">How many nodes have it.</param>
/// <param name="Gateways">How many gateways that run apart have it.</param>
/// <param name="Missed">Nodes and gateways that did not say so in time. Of these, some may have it nevertheless.</param>
[GenerateSerializer, Immutable, Alias("universal.BroadcastOutcome")]
public sealed record BroadcastOutcome([property: Id(0)] int Nodes, [property: Id(1)] int Gateways, [property: Id(2)] IReadOnlyList<string> Missed);
