using Universal.Gateway.Status;
using Universal.Grains.Nodes;
using Universal.Persistence.Secrets;

namespace Universal.Silo.Status;

/// <summary>The status of this node: what it is doing, and what is wrong with it.</summary>
internal sealed class SiloStatusReport(LocalNode node, SecretVault secrets) : INodeStatus
{
    /// <summary>The node cannot read or write secrets.</summary>
    public const string Secrets = "secrets_unavailable";

    private volatile bool _wasReady;

    public string Node => node.Name;

    public NodeStatusReport Current
    {
        get
        {
            if (node.Stopping) return Of(NodeStatus.Stopping, "stopping", "The node is shutting down.", node.RefusingRequests);
            if (!node.Started) return Of(NodeStatus.Starting, "starting", "The node is joining the cluster.");
            if (node.Maintenance) return Of(NodeStatus.Maintenance, "maintenance", "An operator put the node in maintenance.");
            var troubles = node.Troubles.Current;
            var state = troubles is not [var gravest, ..] ? NodeStatus.Online : gravest.Effect switch
            {
                TroubleEffect.Faulted => NodeStatus.Faulted,
                TroubleEffect.NotReady => _wasReady ? NodeStatus.Unavailable : NodeStatus.Starting,
                _ => NodeStatus.Degraded,
            };
            // Without the key the node serves everything but secrets.
            var secretless = secrets.Reason;
            if (state == NodeStatus.Online && secretless is not null) state = NodeStatus.Degraded;
            if (state is NodeStatus.Online or NodeStatus.Degraded) _wasReady = true;
            IEnumerable<StatusReason> reasons = troubles.SelectMany(trouble => trouble.Reasons.Select(reason => new StatusReason(trouble.Code, reason)));
            if (secretless is not null) reasons = reasons.Append(new StatusReason(Secrets, secretless));
            return new NodeStatusReport(state, [.. reasons]);
        }
    }

    private static NodeStatusReport Of(NodeStatus state, string code, string reason, bool refuse = false) => new(state, [new StatusReason(code, reason)], refuse);
}
