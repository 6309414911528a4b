using System.Collections.Immutable;
using System.Text.Json;
using Universal.Persistence.GroupCommit;
using Universal.Persistence.Statements;

namespace Universal.Persistence.Security;

/// <inheritdoc/>
internal sealed partial class SecurityStore(Database database, GroupCommitPump pump) : ISecurityStore
{
    private const int MaxTake = 500;

    public async Task<IdentityRow?> InsertIdentityAsync(IdentityRow identity, CancellationToken cancellationToken = default)
    {
        var id = await database.ScalarAsync("IdLease", p =>
        {
            p.Text("name", "account");
            p.Number("size", 1);
        }, cancellationToken);
        return await InsertAsync("AccountInsert", identity with { Id = id, Version = 1 }, cancellationToken);
    }

    public Task<IdentityRow?> InsertFirstIdentityAsync(IdentityRow identity, CancellationToken cancellationToken = default) =>
        InsertAsync("AccountInsertFirst", identity with { Id = 1, Version = 1 }, cancellationToken);

    private async Task<IdentityRow?> InsertAsync(string statement, IdentityRow identity, CancellationToken cancellationToken)
    {
        var inserted = await database.ExecuteAsync(statement, p =>
        {
            BindChanging(p, identity);
            p.Number("id", identity.Id);
            p.Time("createdAt", identity.CreatedAt);
        }, cancellationToken);
        return inserted > 0 ? identity : null;
    }

    public async Task<bool> UpdateIdentityAsync(IdentityRow identity, CancellationToken cancellationToken = default) =>
        await database.ExecuteAsync("AccountUpdate", p =>
        {
            BindChanging(p, identity);
            p.Number("id", identity.Id);
            p.Number("version", identity.Version);
        }, cancellationToken) > 0;

    public async Task<bool> DeleteIdentityAsync(string name, CancellationToken cancellationToken = default) =>
        await database.ExecuteTwoAsync("AccountTokensDelete", "AccountDelete", p => p.Text("nameKey", Key(name)), cancellationToken) > 0;

    public Task<IdentityRow?> GetIdentityAsync(string name, CancellationToken cancellationToken = default) =>
        database.FindAsync("AccountGet", p => p.Text("nameKey", Key(name)), ReadIdentity, cancellationToken);

    public Task<IdentityRow?> GetIdentityByIdAsync(long id, CancellationToken cancellationToken = default) =>
        database.FindAsync("AccountGetById", p => p.Number("id", id), ReadIdentity, cancellationToken);

    public async Task<IReadOnlyList<IdentityRow>> ListIdentitiesAsync(long afterId, int take, CancellationToken cancellationToken = default) =>
        await database.QueryAsync("AccountList", p =>
        {
            p.Number("after", afterId);
            p.Number("take", Math.Clamp(take, 1, MaxTake));
        }, ReadIdentity, cancellationToken);

    public async Task<bool> AnyIdentityAsync(CancellationToken cancellationToken = default) =>
        await database.ScalarAsync("AccountAny", _ => { }, cancellationToken) > 0;

    public Task AppendAuditAsync(AuditRow row, CancellationToken cancellationToken = default) => database.ExecuteAsync("AuditAppend", p =>
    {
        p.Time("at", row.Time);
        p.Text("identity", row.Identity);
        p.Text("action", row.Action);
        p.Text("subject", row.Subject);
        p.Text("detail", row.Detail);
        p.Text("node", row.Node);
        p.Text("address", row.Address);
    }, cancellationToken);

    public async Task<IReadOnlyList<AuditRow>> ListAuditAsync(long? before, int take, CancellationToken cancellationToken = default) =>
        await database.QueryAsync(
            "AuditList",
            p =>
            {
                p.Number("before", before ?? long.MaxValue);
                p.Number("take", Math.Clamp(take, 1, MaxTake));
            },
            row => new AuditRow(
                row.Long(0), row.Time(1), row.TextOrNull(2), row.Text(3), row.TextOrNull(4), row.TextOrNull(5), row.TextOrNull(6), row.TextOrNull(7)),
            cancellationToken);

    public Task EndSessionAsync(string sessionId, DateTimeOffset at, CancellationToken cancellationToken = default) => database.ExecuteAsync("SessionEnd", p =>
    {
        p.Text("sessionId", sessionId);
        p.Time("at", at);
    }, cancellationToken);

    public async Task<bool> IsSessionEndedAsync(string sessionId, CancellationToken cancellationToken = default) =>
        await database.ScalarAsync("SessionIsEnded", p => p.Text("sessionId", sessionId), cancellationToken) > 0;

    public Task<int> TrimSessionsAsync(DateTimeOffset at, int batch, CancellationToken cancellationToken = default) => TrimAsync("SessionTrim", at, batch, cancellationToken);

    public Task<int> TrimAuditAsync(DateTimeOffset at, int batch, CancellationToken cancellationToken = default) => TrimAsync("AuditTrim", at, batch, cancellationToken);

    private async Task<int> TrimAsync(string statement, DateTimeOffset at, int batch, CancellationToken cancellationToken) => await database.ExecuteAsync(statement, p =>
    {
        p.Time("at", at);
        p.Number("batch", batch);
    }, cancellationToken);

    private static void BindChanging(StatementParameters p, IdentityRow identity)
    {
        p.Text("name", identity.Name);
        p.Text("nameKey", Key(identity.Name));
        p.Text("passwordHash", identity.PasswordHash);
        p.Text("roles", JsonSerializer.Serialize(identity.Roles));
        p.Flag("enabled", identity.Enabled);
        p.Text("securityStamp", identity.SecurityStamp);
        p.Number("failedSignIns", identity.FailedSignIns);
        p.Time("lockedUntil", identity.LockedUntil);
        p.Time("lastSignInAt", identity.LastSignInAt);
    }

    private static IdentityRow ReadIdentity(StatementRow row) => new()
    {
        Id = row.Long(0),
        Name = row.Text(1),
        PasswordHash = row.TextOrNull(2),
        Roles = ReadRoles(row.Text(3)),
        Enabled = row.Flag(4),
        SecurityStamp = row.Text(5),
        FailedSignIns = row.Int(6),
        LockedUntil = row.TimeOrNull(7),
        CreatedAt = row.Time(8),
        LastSignInAt = row.TimeOrNull(9),
        Version = row.Long(10),
    };

    private static ImmutableArray<string> ReadRoles(string roles) => JsonSerializer.Deserialize<ImmutableArray<string>>(roles);

    private static string Key(string name) => name.ToLowerInvariant();
}
