using Universal.Persistence.Statements;

namespace Universal.Persistence.Variables;

/// <inheritdoc/>
internal sealed class VariableStore(Database database, TimeProvider time) : IVariableStore
{
    private const int MaxList = 10_000;

    public async Task<IReadOnlyList<VariableRow>> ListAsync(CancellationToken cancellationToken = default) => await database.QueryAsync(
        "VariableList",
        p => p.Number("take", MaxList),
        row => new VariableRow(row.Text(0), row.Text(1), row.Long(2), row.Time(3), row.TextOrNull(4)),
        cancellationToken);

    public async Task<bool> PutAsync(string name, string definition, long version, string? by, CancellationToken cancellationToken = default) =>
        await database.ExecuteAsync(version == 0 ? "VariableInsert" : "VariableUpdate", p =>
        {
            p.Text("nameKey", name.ToUpperInvariant());
            p.Text("name", name);
            p.Text("valueText", definition);
            if (version > 0) p.Number("version", version);
            p.Time("at", time.GetUtcNow());
            p.Text("changedBy", by);
        }, cancellationToken) > 0;

    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        await database.ExecuteAsync("VariableDelete", p => p.Text("nameKey", name.ToUpperInvariant()), cancellationToken) > 0;
}
