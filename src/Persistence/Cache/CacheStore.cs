using Universal.Persistence.GroupCommit;
using Universal.Persistence.Statements;

namespace Universal.Persistence.Cache;

/// <inheritdoc/>
internal sealed class CacheStore(Database database, GroupCommitPump pump) : ICacheStore
{
    private const int MaxTake = 5_000;

    // About what a row takes beside its key and value.
    private const int RowWeight = 200;

    public Task<long> NextEpochAsync(CancellationToken cancellationToken = default) => database.ScalarAsync("IdLease", p =>
    {
        p.Text("name", "cache");
        p.Number("size", 1);
    }, cancellationToken);

    public async Task<bool> BeginLifeAsync(CacheLife life, CancellationToken cancellationToken = default) => await database.ScalarAsync("CacheLifeBegin", p =>
    {
        p.Number("part", life.Part);
        p.Number("epoch", life.Epoch);
    }, cancellationToken) > 0;

    public async Task<IReadOnlyList<CacheRow>> ListKeysAsync(int part, string after, int take, CancellationToken cancellationToken = default) =>
        await database.QueryAsync("CacheListKeys", p =>
        {
            p.Number("part", part);
            p.Text("afterKey", after);
            p.Number("take", Math.Clamp(take, 1, MaxTake));
        }, Read, cancellationToken);

    public Task<CacheRow?> GetAsync(string key, CancellationToken cancellationToken = default) =>
        database.FindAsync("CacheGet", p => p.Text("key", key), Read, cancellationToken);

    public Task<bool> PutAsync(CacheLife life, CacheRow row, CancellationToken cancellationToken = default) => pump.WriteAsync(
        new PendingWrite<bool>(WriteKind.CachePut, row.Key, RowWeight + row.Key.Length + row.Value.Length, missing: false, rows => Write(rows, life, row)),
        cancellationToken);

    public Task<bool> DeleteAsync(CacheLife life, string key, long version, CancellationToken cancellationToken = default) => pump.WriteAsync(
        new PendingWrite<bool>(WriteKind.CacheDelete, key, key.Length + RowWeight, missing: false, rows => Write(rows, life, key, version, null)),
        cancellationToken);

    public Task<bool> TouchAsync(CacheLife life, string key, long version, DateTimeOffset dueAt, CancellationToken cancellationToken = default) => pump.WriteAsync(
        new PendingWrite<bool>(WriteKind.CacheTouch, key, key.Length + RowWeight, missing: false, rows => Write(rows, life, key, version, dueAt)),
        cancellationToken);

    public async Task<bool> ClearAsync(CacheLife life, long version, CancellationToken cancellationToken = default) => await database.ScalarAsync("CacheClear", p =>
    {
        p.Number("part", life.Part);
        p.Number("epoch", life.Epoch);
        p.Number("version", version);
    }, cancellationToken) > 0;

    private static void Write(RowWriter rows, CacheLife life, CacheRow row)
    {
        rows.Begin();
        rows.Text("key_text", row.Key);
        rows.Number("part", life.Part);
        rows.Number("epoch", life.Epoch);
        rows.Text("value_text", row.Value);
        rows.Number("version", row.Version);
        rows.Time("changed_at", row.ChangedAt);
        rows.Time("expires_at", row.AbsoluteExpiration);
        rows.Number("sliding_ticks", row.SlidingExpiration?.Ticks);
        rows.Time("due_at", row.DueAt);
        rows.End();
    }

    private static void Write(RowWriter rows, CacheLife life, string key, long version, DateTimeOffset? dueAt)
    {
        rows.Begin();
        rows.Text("key_text", key);
        rows.Number("part", life.Part);
        rows.Number("epoch", life.Epoch);
        rows.Number("version", version);
        rows.Time("due_at", dueAt);
        rows.End();
    }

    private static CacheRow Read(StatementRow row) => new()
    {
        Key = row.Text(0),
        Part = row.Int(1),
        Value = row.Text(2),
        Version = row.Long(3),
        ChangedAt = row.Time(4),
        AbsoluteExpiration = row.TimeOrNull(5),
        SlidingExpiration = row.LongOrNull(6) is { } ticks ? TimeSpan.FromTicks(ticks) : null,
        DueAt = row.TimeOrNull(7),
    };
}
