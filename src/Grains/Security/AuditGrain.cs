using Orleans.Concurrency;
using Universal.Persistence.Security;
using Universal.Security;

namespace Universal.Grains.Security;

// Reentrant: appends of concurrent requests must be under way together to share a line.
[StatelessWorker, Reentrant]
internal sealed class AuditGrain(ISecurityStore store, AuditLog audit) : Grain, IAuditGrain
{
    private const int MaxTake = 500;

    public Task Append(RequestOrigin origin, string action, string? subject, string? detail) => audit.AppendAsync(origin, action, subject, detail);

    public Task AppendJoined(RequestOrigin origin, string action, string subject) => audit.AppendJoinedAsync(origin, action, subject);

    public async Task<AuditPage> List(long? before, int take)
    {
        var count = Math.Clamp(take, 1, MaxTake);
        var rows = await store.ListAuditAsync(before, count);
        return new([.. rows.Select(ToEntry)], rows.Count == count ? rows[^1].Id : null);
    }

    private static AuditEntry ToEntry(AuditRow row) =>
        new(row.Id, row.Time, new(row.Identity, row.Address, row.Node), row.Action, row.Subject, row.Detail);
}
