using Microsoft.Extensions.Logging;
using Universal.Broadcast;
using Universal.Grains.Nodes;

namespace Universal.Grains.Broadcast;

/// <summary>
/// Sends from this node to all nodes and gateways, and takes what others send. A message leaves for all at once; one that does not answer holds up nobody
/// but the caller, and that for <see cref="Patience"/>. Messages of one caller that waits for each arrive in their order.
/// </summary>
public sealed partial class NodeBroadcasts
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan InterestLease = TimeSpan.FromSeconds(15);
    private const BroadcastTopics AlwaysSent = BroadcastTopics.Toasts | BroadcastTopics.Notifications;

    private readonly LocalNode _node;
    private readonly LiveNodes _nodes;
    private readonly NodeAgents _agents;
    private readonly BroadcastInterest _interest;
    private readonly AttachedGateways _gateways;
    private readonly TimeProvider _time;
    private readonly ILogger<NodeBroadcasts> _logger;
    private readonly SeenMessages _seen = new();
    private long _sequence;

    internal NodeBroadcasts(
        LocalNode node, LiveNodes nodes, NodeAgents agents, BroadcastInterest interest, AttachedGateways gateways, TimeProvider time, ILogger<NodeBroadcasts> logger) =>
        (_node, _nodes, _agents, _interest, _gateways, _time, _logger) = (node, nodes, agents, interest, gateways, time, logger);

    /// <summary>Raised with each message for the connections of this node. Handlers must not block.</summary>
    public event Action<BroadcastMessage>? Received;

    /// <summary>What this node's own connections listen to.</summary>
    public BroadcastTopics Wanted { get; private set; }

    /// <summary>Says what this node's connections listen to. Returns when the other nodes know it, or their time is over.</summary>
    public Task ListenAsync(BroadcastTopics topics)
    {
        Wanted = topics;
        _interest.Set(_node.Incarnation, topics, Timeout.InfiniteTimeSpan);
        return SendAsync(new InterestContent(topics));
    }

    /// <summary>Sends to all that want it; toasts and notifications to all.</summary>
    public async Task<BroadcastOutcome> SendAsync(BroadcastContent content)
    {
        var message = new BroadcastMessage(_node.Incarnation, Interlocked.Increment(ref _sequence), content);
        // All calls are on their way before one is waited for.
        var nodes = _nodes.Members().Where(member => Wants(member.SiloAddress.ToParsableString(), content))
            .Select(member => TellAsync(member.Name, () => TellNode(member.SiloAddress, message))).ToArray();
        // Away from the grain that calls: an answer comes in at whichever node, and is routed by the grain that asked, of which a stateless worker has one on each.
        var gateways = content.Topic == BroadcastTopics.None
            ? []
            : _gateways.Present.Where(gateway => Wants(gateway.Gateway, content))
                .Select(gateway => Task.Run(() => TellAsync(gateway.Gateway, () => gateway.Observer.Received(message)))).ToArray();
        var (ofNodes, ofGateways) = (await Task.WhenAll(nodes), await Task.WhenAll(gateways));
        return new BroadcastOutcome(
            ofNodes.Count(missed => missed is null), ofGateways.Count(missed => missed is null), [.. ofNodes.Concat(ofGateways).OfType<string>()]);
    }

    /// <summary>Takes a message, from another node or this one.</summary>
    internal void Receive(BroadcastMessage message)
    {
        if (!_seen.IsNew(message)) return;
        switch (message.Content)
        {
            case InterestContent other:
                if (message.Origin != _node.Incarnation) _interest.Set(message.Origin, other.Wanted, InterestLease);
                break;
            case GatewayContent gateway:
                _gateways.Attach(gateway);
                break;
            default:
                Received?.Invoke(message);
                break;
        }
    }

    /// <summary>Hands a message to this node's connections alone.</summary>
    internal void TellOwn(BroadcastContent content) => Receive(new BroadcastMessage(_node.Incarnation, Interlocked.Increment(ref _sequence), content));

    /// <summary>Says again what is wanted here, which holds for a while only, and which gateways there are.</summary>
    internal async Task RenewAsync(bool withGateways)
    {
        _gateways.Sweep();
        _interest.Sweep();
        if (Wanted != BroadcastTopics.None) await SendAsync(new InterestContent(Wanted));
        if (!withGateways) return;
        // They renew by themselves; a node that has just come would know them seconds later.
        foreach (var gateway in _gateways.Present) await SendAsync(gateway);
    }

    private bool Wants(string who, BroadcastContent content) => (content.Topic & ~AlwaysSent) == 0 || _interest.Wants(who, content.Topic);

    private Task TellNode(SiloAddress silo, BroadcastMessage message)
    {
        if (!silo.Equals(_node.Silo)) return _agents.On(silo).Broadcast(message);
        Receive(message);
        return Task.CompletedTask;
    }

    // Null: it has it. Otherwise its name.
    private async Task<string?> TellAsync(string name, Func<Task> tell)
    {
        var began = _time.GetTimestamp();
        for (var left = Patience; left > TimeSpan.Zero; left = Patience - _time.GetElapsedTime(began))
        {
            try
            {
                await tell().WaitAsync(left, _time);
                return null;
            }
            catch (TimeoutException)
            {
                break;
            }
            catch (Exception error)
            {
                // A connection that was lost is there again at once, unless the node is dead.
                LogNotTold(error, name);
                await Task.Delay(RetryDelay, _time);
            }
        }

        return name;
    }

    [LoggerMessage(LogLevel.Debug, "{Name} could not be told; trying again")]
    private partial void LogNotTold(Exception error, string name);
}
