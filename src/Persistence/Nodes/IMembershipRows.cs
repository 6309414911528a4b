namespace Universal.Persistence.Nodes;

/// <summary>A silo's row in Orleans' membership table that is not marked dead.</summary>
/// <param name="SiloName">The node's name.</param>
/// <param name="HostName">Name of the machine.</param>
/// <param name="Address">IP address of the silo.</param>
/// <param name="Port">Port of the silo.</param>
/// <param name="Generation">Generation of the silo.</param>
public sealed record MembershipRow(string SiloName, string HostName, string Address, int Port, int Generation);

/// <summary>Mends Orleans' membership table before the silo of this process joins.</summary>
public interface IMembershipRows
{
    /// <summary>Rows that are not marked dead.</summary>
    Task<IReadOnlyList<MembershipRow>> ReadLiveAsync(string clusterId, CancellationToken cancellationToken = default);

    /// <summary>Marks a row dead and raises the table's version, in one transaction; a row that is gone or dead is left alone.</summary>
    Task MarkDeadAsync(string clusterId, MembershipRow row, CancellationToken cancellationToken = default);
}
