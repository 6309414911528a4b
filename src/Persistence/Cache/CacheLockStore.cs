using Universal.Persistence.Statements;

namespace Universal.Persistence.Cache;

/// <inheritdoc/>
internal sealed class CacheLockStore(Database database) : ICacheLockStore
{
    public Task<CacheLockRow?> AcquireAsync(string name, string owner, TimeSpan lease, CancellationToken cancellationToken = default) =>
        database.FindAsync("CacheLockAcquire", p =>
        {
            p.Text("name", name);
            p.Text("owner", owner);
            p.Number("leaseMs", (long)lease.TotalMilliseconds);
        }, Read, cancellationToken);

    public Task<CacheLockRow?> RenewAsync(string name, long token, TimeSpan lease, CancellationToken cancellationToken = default) =>
        database.FindAsync("CacheLockRenew", p =>
        {
            p.Text("name", name);
            p.Number("token", token);
            p.Number("leaseMs", (long)lease.TotalMilliseconds);
        }, Read, cancellationToken);

    public async Task<bool> ReleaseAsync(string name, long token, CancellationToken cancellationToken = default) =>
        await database.ExecuteAsync("CacheLockRelease", p =>
        {
            p.Text("name", name);
            p.Number("token", token);
        }, cancellationToken) > 0;

    public Task<CacheLockRow?> GetAsync(string name, CancellationToken cancellationToken = default) =>
        database.FindAsync("CacheLockGet", p => p.Text("name", name), Read, cancellationToken);

    private static CacheLockRow Read(StatementRow row) =>
        new(row.Text(0), row.Text(1), row.Long(2), row.Time(3), TimeSpan.FromMilliseconds(row.Long(4)));
}
