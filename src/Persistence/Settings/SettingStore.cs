using Universal.Persistence.Statements;

namespace Universal.Persistence.Settings;

/// <inheritdoc/>
internal sealed class SettingStore(Database database, TimeProvider time) : ISettingStore
{
    public Task<SettingRow?> GetAsync(string name, CancellationToken cancellationToken = default) => database.FindAsync(
        "SettingGet",
        p => p.Text("name", name),
        row => new SettingRow(row.Text(0), row.Long(1), row.Time(2), row.TextOrNull(3)),
        cancellationToken);

    public async Task<bool> PutAsync(string name, string value, long version, string? by, CancellationToken cancellationToken = default) =>
        await database.ExecuteAsync(version == 0 ? "SettingInsert" : "SettingUpdate", p =>
        {
            p.Text("name", name);
            p.Text("valueText", value);
            if (version > 0) p.Number("version", version);
            p.Time("at", time.GetUtcNow());
            p.Text("changedBy", by);
        }, cancellationToken) > 0;

    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        await database.ExecuteAsync("SettingDelete", p => p.Text("name", name), cancellationToken) > 0;
}
