using Microsoft.Extensions.Options;
using Universal.Catalogue;
using Universal.Gateway.Status;
using Universal.Grains.Nodes;
using Universal.Grains.Security;
using Universal.Persistence.Secrets;
using Universal.Repository.Catalogue;

namespace Universal.Silo.Status;

/// <summary>The status of this node, put together from its parts.</summary>
internal sealed class SiloStatusReport(
    LocalNode node, DatabaseWatch database, FolderCatalogue catalogue, FirstAdministrator administrator, SecretVault secrets) : INodeStatus
{
    // A short failover of the database must not empty the load balancer.
    private static readonly TimeSpan DatabaseGrace = TimeSpan.FromSeconds(30);

    public string Node => node.Name;

    public NodeStatusReport Current
    {
        get
        {
            if (node.Stopping) return new NodeStatusReport(NodeStatus.Stopping, ["The node is shutting down."], node.RefusingRequests);
            if (!node.Started) return new NodeStatusReport(NodeStatus.Starting, ["The node is joining the cluster."]);
            if (node.Maintenance) return new NodeStatusReport(NodeStatus.Maintenance, ["An operator put the node in maintenance."]);
            string[] faults = [.. node.Faults, .. catalogue.Faults.Where(fault => fault.Severity == FaultSeverity.Error).Select(fault => fault.ToString()), .. administrator.Fault is { } fault ? new[] { fault } : []];
            if (node.Repository is { Kind: RepositoryTroubleKind.Fault } trouble) faults = [.. faults, trouble.Reason];
            if (faults.Length > 0) return new NodeStatusReport(NodeStatus.Faulted, faults);
            return database.AwayFor switch
            {
                null when node.Repository is { Kind: RepositoryTroubleKind.Waiting } waiting => new NodeStatusReport(NodeStatus.Starting, [waiting.Reason]),
                // Without the key the node serves everything but secrets. Old files are better than none. Both it says.
                null when secrets.Reason is { } reason => new NodeStatusReport(NodeStatus.Degraded, node.Repository is { } old ? [reason, old.Reason] : [reason]),
                null => new NodeStatusReport(NodeStatus.Online, node.Repository is { } behind ? [behind.Reason] : []),
                { } away when away < DatabaseGrace => new NodeStatusReport(NodeStatus.Degraded, ["The database does not answer."]),
                _ => new NodeStatusReport(NodeStatus.Starting, [$"The database has not answered for more than {DatabaseGrace.TotalSeconds:0} s."]),
            };
        }
    }
}
