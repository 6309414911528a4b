using Universal.Nodes;

namespace Universal.Persistence.Nodes;

/// <summary>The registry of nodes. What lives only in memory (running jobs, reasons, state) is not stored.</summary>
public interface INodeStore
{
    /// <summary>Writes a node as it is at its start; the maintenance flag of an existing row is kept.</summary>
    Task UpsertAsync(NodeInfo node, CancellationToken cancellationToken = default);

    /// <summary>Sets the maintenance flag.</summary>
    /// <returns>False: no such node.</returns>
    Task<bool> SetMaintenanceAsync(string name, bool on, CancellationToken cancellationToken = default);

    /// <summary>Reads a node by its name in any letter case, or null.</summary>
    Task<NodeInfo?> GetAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>All nodes, by name.</summary>
    Task<IReadOnlyList<NodeInfo>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Forgets a node.</summary>
    Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default);
}
