using System.Text.Json;
using Universal.Nodes;
using Universal.Persistence.Statements;

namespace Universal.Persistence.Nodes;

/// <inheritdoc/>
internal sealed class NodeStore(Database database) : INodeStore
{
    public Task UpsertAsync(NodeInfo node, CancellationToken cancellationToken = default) => database.ExecuteInTransactionAsync("NodeUpsert", p =>
    {
        p.Text("nameKey", Key(node.Name));
        p.Text("name", node.Name);
        p.Flag("maintenance", node.Maintenance);
        p.Text("incarnation", node.Incarnation);
        p.Text("machine", node.Machine);
        p.Number("processId", node.ProcessId);
        p.Text("operatingSystem", node.OperatingSystem);
        p.Text("userName", node.User);
        p.Text("versionText", node.Version);
        p.Text("url", node.Url);
        p.Text("tags", JsonSerializer.Serialize(node.Tags));
        p.Time("startedAt", node.StartedAt);
        p.Number("slots", node.Slots);
    }, cancellationToken);

    public async Task<bool> SetMaintenanceAsync(string name, bool on, CancellationToken cancellationToken = default) =>
        await database.ExecuteAsync("NodeSetMaintenance", p =>
        {
            p.Text("nameKey", Key(name));
            p.Flag("on", on);
        }, cancellationToken) > 0;

    public Task<NodeInfo?> GetAsync(string name, CancellationToken cancellationToken = default) =>
        database.FindAsync("NodeGet", p => p.Text("nameKey", Key(name)), Read, cancellationToken);

    public async Task<IReadOnlyList<NodeInfo>> ListAsync(CancellationToken cancellationToken = default) =>
        await database.QueryAsync("NodeList", _ => { }, Read, cancellationToken);

    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        await database.ExecuteAsync("NodeDelete", p => p.Text("nameKey", Key(name)), cancellationToken) > 0;

    private static string Key(string name) => name.ToLowerInvariant();

    private static NodeInfo Read(StatementRow row) => new()
    {
        Name = row.Text(0),
        Maintenance = row.Flag(1),
        Incarnation = row.Text(2),
        Machine = row.Text(3),
        ProcessId = row.Int(4),
        OperatingSystem = row.Text(5),
        User = row.Text(6),
        Version = row.Text(7),
        Url = row.Text(8),
        Tags = JsonSerializer.Deserialize<string[]>(row.Text(9)) ?? [],
        StartedAt = row.Time(10),
        Slots = row.Int(11),
    };
}
