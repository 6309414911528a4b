using System.Text.Json;
using Universal.Persistence.GroupCommit;
using Universal.Persistence.Statements;

namespace Universal.Persistence.Security;

internal sealed partial class SecurityStore
{
    public async Task<AppTokenRow> InsertTokenAsync(AppTokenRow token, CancellationToken cancellationToken = default)
    {
        var id = await pump.WriteAsync(
            new PendingWrite<long>(WriteKind.TokenInsert, token.Hash, 400, missing: 0, rows => Write(rows, token)), cancellationToken);
        if (id != 0) return token with { Id = id };

        // The hash is there: this is a repeat after a failure whose outcome the caller did not learn.
        var stored = await GetTokenByHashAsync(token.Hash, cancellationToken);
        return stored is not null && Key(stored.Identity) == Key(token.Identity)
            ? stored
            : throw new InvalidOperationException("Another identity has a token with the same hash.");
    }

    private static void Write(RowWriter row, AppTokenRow token)
    {
        row.Begin();
        row.Text("hash", token.Hash);
        row.Text("identity_name", token.Identity);
        row.Text("identity_key", Key(token.Identity));
        row.Text("roles", JsonSerializer.Serialize(token.Roles));
        row.Text("description", token.Description);
        row.Number("job_id", token.JobId);
        row.Time("created_at", token.CreatedAt);
        row.Time("expires_at", token.ExpiresAt);
        row.Text("created_by", token.CreatedBy);
        row.Number("parent_id", token.ParentId);
        row.End();
    }

    public async Task<bool> RevokeTokenAsync(long id, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        await database.ExecuteAsync("TokenRevoke", p =>
        {
            p.Number("id", id);
            p.Time("at", at);
        }, cancellationToken) > 0;

    public Task<AppTokenRow?> GetTokenAsync(long id, CancellationToken cancellationToken = default) =>
        database.FindAsync("TokenGet", p => p.Number("id", id), ReadToken, cancellationToken);

    public Task<AppTokenRow?> GetTokenByHashAsync(string hash, CancellationToken cancellationToken = default) =>
        database.FindAsync("TokenGetByHash", p => p.Text("hash", hash), ReadToken, cancellationToken);

    public async Task<IReadOnlyList<AppTokenRow>> ListTokensAsync(
        string? identity, long afterId, int take, CancellationToken cancellationToken = default) =>
        await database.QueryAsync("TokenList", p =>
        {
            p.Number("after", afterId);
            p.Number("take", Math.Clamp(take, 1, MaxTake));
            p.Text("identityKey", identity is null ? null : Key(identity));
        }, ReadToken, cancellationToken);

    private static AppTokenRow ReadToken(StatementRow row) => new()
    {
        Id = row.Long(0),
        Hash = row.Text(1),
        Identity = row.Text(2),
        Roles = ReadRoles(row.Text(3)),
        Description = row.TextOrNull(4),
        JobId = row.LongOrNull(5),
        CreatedAt = row.Time(6),
        ExpiresAt = row.TimeOrNull(7),
        RevokedAt = row.TimeOrNull(8),
        CreatedBy = row.TextOrNull(9),
        ParentId = row.LongOrNull(10),
    };
}
