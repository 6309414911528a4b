using Universal.Calls;

namespace Universal.Nodes;

/// <summary>One node, by <c>node/NAME</c> (<see cref="NodeKeys"/>). Answers also when the node's process is gone.</summary>
[Alias("universal.INodeGrain")]
public interface INodeGrain : IGrainWithStringKey
{
    /// <summary>The node, or null when none of that name has ever joined.</summary>
    [Alias("Get"), Repeatable] Task<NodeInfo?> Get();

    /// <summary>
    /// Puts the node in maintenance or takes it out. Stored first, then told to the node if it lives; a node that is away finds it when
    /// it starts. Repeating it is harmless.
    /// </summary>
    /// <param name="on">True: in maintenance.</param>
    /// <param name="by">Who asks, for the audit log.</param>
    /// <returns><see cref="NodeOperationStatus.NotFound"/>: no such node.</returns>
    [Alias("SetMaintenance"), Repeatable] Task<NodeOperationStatus> SetMaintenance(bool on, string? by);

    /// <summary>Forgets a node that is offline.</summary>
    /// <returns><see cref="NodeOperationStatus.Conflict"/>: the node is a live member.</returns>
    [Alias("Remove")] Task<NodeOperationStatus> Remove();
}

/// <summary>The nodes of the cluster. Key 0.</summary>
[Alias("universal.INodesGrain")]
public interface INodesGrain : IGrainWithIntegerKey
{
    /// <summary>All nodes that have joined and were not removed, by name.</summary>
    [Alias("List"), Repeatable] Task<IReadOnlyList<NodeInfo>> List();
}

/// <summary>Keys of node grains. The prefix keeps Orleans' storage from reading a name as a hexadecimal number.</summary>
public static class NodeKeys
{
    /// <summary>The key of the node of that name; letter case does not matter.</summary>
    public static string For(string name) => "node/" + name.ToLowerInvariant();
}

/// <summary>Outcome of an operation on a node.</summary>
[GenerateSerializer, Alias("universal.NodeOperationStatus")]
public enum NodeOperationStatus
{
    /// <summary>Done, and stored.</summary>
    Done = 0,

    /// <summary>No node of that name has ever joined.</summary>
    NotFound = 1,

    /// <summary>The node's state does not allow it.</summary>
    Conflict = 2,
}
