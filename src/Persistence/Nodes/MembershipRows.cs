using Universal.Persistence.Statements;

namespace Universal.Persistence.Nodes;

/// <inheritdoc/>
internal sealed class MembershipRows(Database database) : IMembershipRows
{
    public async Task<IReadOnlyList<MembershipRow>> ReadLiveAsync(string clusterId, CancellationToken cancellationToken = default) =>
        await database.QueryAsync(
            "MembershipReadLive",
            p => p.Text("cluster", clusterId),
            row => new MembershipRow(row.Text(0), row.Text(1), row.Text(2), row.Int(3), row.Int(4)),
            cancellationToken);

    public Task MarkDeadAsync(string clusterId, MembershipRow row, CancellationToken cancellationToken = default) =>
        database.ExecuteInTransactionAsync("MembershipMarkDead", p =>
        {
            p.Text("cluster", clusterId);
            p.Text("address", row.Address);
            p.Number("port", row.Port);
            p.Number("generation", row.Generation);
        }, cancellationToken);
}
