using System.Data.Common;
using Orleans;
using Universal.Gateway.Connections;
using Universal.Persistence.Secrets;

namespace Universal.Gateway.Status;

/// <summary>State of a gateway that runs apart from the silos: ready while it reaches one of them.</summary>
internal sealed class ClientStatus : INodeStatus, IDisposable
{
    private static readonly NodeStatusReport Online = new(NodeStatus.Online, []);
    private static readonly NodeStatusReport Starting = new(NodeStatus.Starting, [new("starting", "The gateway looks for a node of the cluster. Nodes take its calls only where their Node:GatewayPort is set.")], RefuseRequests: true);
    private static readonly NodeStatusReport WithoutDatabase =
        new(NodeStatus.Starting, [new("database_unavailable", "The database, which knows the nodes of the cluster, does not answer.")], RefuseRequests: true);
    private static readonly NodeStatusReport Stopping = new(NodeStatus.Stopping, [new("stopping", "The gateway is stopping.")]);
    private static readonly NodeStatusReport Refusing = Stopping with { RefuseRequests = true };
    private static readonly NodeStatusReport Alone = new(NodeStatus.Unavailable, [new("cluster_unreachable", "No node of the cluster can be reached.")]);

    private readonly CancellationTokenRegistration _started;
    private readonly CancellationTokenRegistration _stopping;
    private readonly Lock _gate = new();
    private volatile NodeStatusReport _current = Starting;

    private readonly SecretVault? _secrets;
    private readonly ConnectionCheck? _connections;

    public ClientStatus(IConfiguration configuration, IHostApplicationLifetime lifetime, SecretVault? secrets = null, ConnectionCheck? connections = null)
    {
        (_secrets, _connections) = (secrets, connections);
        Node = configuration["Node:Name"] is { Length: > 0 } name ? name : Environment.MachineName;
        _started = lifetime.ApplicationStarted.Register(() => Change(_ => Online));
        // One that has found no node yet serves nobody: it need not give notice.
        _stopping = lifetime.ApplicationStopping.Register(() => Change(current => IsStart(current) ? Refusing : Stopping));
    }

    public string Node { get; }

    // A gateway that cannot read the key ring lets nobody in, and one that cannot prove that it belongs to the cluster reaches no node.
    public NodeStatusReport Current => _current switch
    {
        { State: NodeStatus.Online } when _secrets?.Fault is { } fault => new NodeStatusReport(NodeStatus.Faulted, [new("secrets_unavailable", fault)]),
        { State: NodeStatus.Online or NodeStatus.Starting } when _connections?.Fault is { } missing => new NodeStatusReport(NodeStatus.Faulted, [new("secrets_unavailable", missing)], RefuseRequests: true),
        var current => current,
    };

    /// <summary>Whether it reached nodes and reaches none now.</summary>
    public bool IsAlone => _current == Alone;

    /// <summary>While it starts no node was found.</summary>
    /// <param name="reason">What was in the way.</param>
    public void SearchFailed(Exception reason)
    {
        var isOfDatabase = reason is DbException || reason.GetBaseException() is DbException or Universal.Errors.DatabaseUnavailableException;
        Change(current => !IsStart(current) ? current : isOfDatabase ? WithoutDatabase : Starting);
    }

    public void GatewaysChanged(int count) =>
        Change(current => current.State == NodeStatus.Stopping || IsStart(current) ? current : count > 0 ? Online : Alone);

    /// <summary>Load balancers have had their time: requests are answered 503 from now on.</summary>
    public void Refuse() => Change(_ => Refusing);

    public void Dispose()
    {
        _started.Dispose();
        _stopping.Dispose();
    }

    private static bool IsStart(NodeStatusReport report) => report == Starting || report == WithoutDatabase;

    // News of nodes and the stop come from threads of their own.
    private void Change(Func<NodeStatusReport, NodeStatusReport> next)
    {
        lock (_gate) _current = next(_current);
    }
}
