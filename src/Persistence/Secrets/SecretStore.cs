using Universal.Persistence.Statements;

namespace Universal.Persistence.Secrets;

/// <inheritdoc/>
internal sealed class SecretStore(Database database, TimeProvider time) : ISecretStore
{
    private const int MaxList = 10_000;

    /// <summary>What names are compared by, and what a value is encrypted for.</summary>
    public static string KeyOf(string name) => name.ToUpperInvariant();

    public Task<SecretRow?> GetAsync(string name, CancellationToken cancellationToken = default) =>
        database.FindAsync("SecretGet", p => p.Text("nameKey", KeyOf(name)), Read, cancellationToken);

    public async Task<IReadOnlyList<SecretRow>> ListAsync(CancellationToken cancellationToken = default) => await database.QueryAsync(
        "SecretList",
        p => p.Number("take", MaxList),
        row => new SecretRow(row.Text(0), (SecretKind)row.Int(1), row.Text(2), null, row.Long(3), row.Time(4), row.TextOrNull(5)),
        cancellationToken);

    public async Task<bool> PutAsync(
        string name, SecretKind kind, string keyId, string sealedText, long version, string? by, CancellationToken cancellationToken = default) =>
        await database.ExecuteAsync(version == 0 ? "SecretInsert" : "SecretUpdate", p =>
        {
            p.Text("nameKey", KeyOf(name));
            p.Text("name", name);
            p.Number("kind", (int)kind);
            p.Text("keyId", keyId);
            p.Text("sealedText", sealedText);
            if (version > 0) p.Number("version", version);
            p.Time("at", time.GetUtcNow());
            p.Text("changedBy", by);
        }, cancellationToken) > 0;

    public async Task<bool> ResealAsync(SecretRow row, string keyId, string sealedText, CancellationToken cancellationToken = default) =>
        await database.ExecuteAsync("SecretReseal", p =>
        {
            p.Text("nameKey", KeyOf(row.Name));
            p.Number("version", row.Version);
            p.Text("oldKeyId", row.KeyId);
            p.Text("keyId", keyId);
            p.Text("sealedText", sealedText);
        }, cancellationToken) > 0;

    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        await database.ExecuteAsync("SecretDelete", p => p.Text("nameKey", KeyOf(name)), cancellationToken) > 0;

    public async Task<IReadOnlyList<SecretRow>> ListOtherKeyAsync(string keyId, string afterName, int take, CancellationToken cancellationToken = default) =>
        await database.QueryAsync("SecretListOtherKey", p =>
        {
            p.Text("keyId", keyId);
            p.Text("afterKey", KeyOf(afterName));
            p.Number("take", take);
        }, Read, cancellationToken);

    public Task<long> CountOtherKeyAsync(string keyId, CancellationToken cancellationToken = default) =>
        database.ScalarAsync("SecretCountOtherKey", p => p.Text("keyId", keyId), cancellationToken);

    private static SecretRow Read(StatementRow row) =>
        new(row.Text(0), (SecretKind)row.Int(1), row.Text(2), row.Text(3), row.Long(4), row.Time(5), row.TextOrNull(6));
}
