using Orleans.Concurrency;
using Universal.Nodes;
using Universal.Persistence.Nodes;

namespace Universal.Grains.Nodes;

/// <summary>See <see cref="INodeGrain"/>. Holds nothing: the row is the truth about maintenance, the node's agent about all else.</summary>
internal sealed class NodeGrain(INodeStore store, NodeDirectory directory, NodeAgents agents, LiveNodes nodes) : Grain, INodeGrain
{
    private string Name => this.GetPrimaryKeyString()[NodeKeys.For("").Length..];

    public async Task<NodeInfo?> Get() => await store.GetAsync(Name) is { } row ? await directory.CompleteAsync(row) : null;

    public async Task<NodeOperationStatus> SetMaintenance(bool on, string? by)
    {
        // 1. Stored: the node finds it when it starts.
        if (!await store.SetMaintenanceAsync(Name, on)) return NodeOperationStatus.NotFound;
        // 2. Told, if it lives. An error here reaches the caller, who repeats the call.
        if (nodes.Find(Name) is { } silo) await agents.On(silo).SetMaintenance(on);
        return NodeOperationStatus.Done;
    }

    public async Task<NodeOperationStatus> Remove()
    {
        if (nodes.IsLive(Name)) return NodeOperationStatus.Conflict;
        return await store.DeleteAsync(Name) ? NodeOperationStatus.Done : NodeOperationStatus.NotFound;
    }
}

/// <summary>See <see cref="INodesGrain"/>.</summary>
[StatelessWorker, Reentrant]
internal sealed class NodesGrain(INodeStore store, NodeDirectory directory) : Grain, INodesGrain
{
    public async Task<IReadOnlyList<NodeInfo>> List() => await Task.WhenAll((await store.ListAsync()).Select(directory.CompleteAsync));
}

/// <summary>Completes the registry's rows by what the nodes say of themselves.</summary>
internal sealed class NodeDirectory(NodeAgents agents, LiveNodes nodes, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<NodeInfo> CompleteAsync(NodeInfo row)
    {
        if (nodes.Find(row.Name) is not { } silo) return row with { State = NodeState.Offline, RunningJobs = [] };
        try
        {
            return await agents.On(silo).Describe().WaitAsync(Patience, time);
        }
        catch (Exception)
        {
            // A member that does not answer: frozen, or dying and not yet found dead. That is an answer to who asks, not a fault of the list.
            return row with { State = NodeState.Offline, RunningJobs = [], Reasons = new[] { "The node does not answer." } };
        }
    }
}
