using System.Collections.Concurrent;
using Universal.Nodes;

namespace Universal.Gateway.Tests.Hosting;

internal sealed class FakeNodes
{
    public ConcurrentDictionary<string, NodeInfo> All { get; } = new()
    {
        [NodeKeys.For("n1")] = new() { Name = "n1", State = NodeState.Online },
        [NodeKeys.For("n2")] = new() { Name = "n2", State = NodeState.Offline },
    };
}

internal sealed class FakeNodesGrain(FakeNodes nodes) : Grain, INodesGrain
{
    public Task<IReadOnlyList<NodeInfo>> List() => Task.FromResult<IReadOnlyList<NodeInfo>>([.. nodes.All.Values.OrderBy(node => node.Name)]);
}

internal sealed class FakeNodeGrain(FakeNodes nodes) : Grain, INodeGrain
{
    private string Key => this.GetPrimaryKeyString();

    public Task<NodeInfo?> Get() => Task.FromResult(nodes.All.GetValueOrDefault(Key));

    public Task<NodeOperationStatus> SetMaintenance(bool on, string? by)
    {
        if (!nodes.All.TryGetValue(Key, out var node)) return Task.FromResult(NodeOperationStatus.NotFound);
        nodes.All[Key] = node with { Maintenance = on, State = on ? NodeState.Maintenance : NodeState.Online };
        return Task.FromResult(NodeOperationStatus.Done);
    }

    public Task<NodeOperationStatus> Remove()
    {
        if (!nodes.All.TryGetValue(Key, out var node)) return Task.FromResult(NodeOperationStatus.NotFound);
        if (node.State != NodeState.Offline) return Task.FromResult(NodeOperationStatus.Conflict);
        nodes.All.TryRemove(Key, out _);
        return Task.FromResult(NodeOperationStatus.Done);
    }
}
