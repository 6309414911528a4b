using Universal.Notifications;
using Universal.Persistence.Statements;

namespace Universal.Persistence.Notifications;

/// <inheritdoc/>
internal sealed class NotificationStore(Database database) : INotificationStore
{
    private const int MaxTake = 500;
    private const int AnyLevel = -1;

    public async Task<Notification> InsertAsync(Notification notification, string? key, CancellationToken cancellationToken = default)
    {
        var id = await database.ScalarAsync("NotificationInsert", p =>
        {
            p.Number("severity", (int)notification.Level);
            p.Text("title", notification.Title);
            p.Text("message", notification.Message);
            p.Text("raisedBy", notification.Source);
            p.Text("joinKey", key);
            p.Time("at", notification.CreatedAt);
            p.Time("expiresAt", notification.ExpiresAt);
        }, cancellationToken);
        return notification with { Id = id, Count = 1, RepeatedAt = notification.CreatedAt };
    }

    public async Task<Notification?> RepeatAsync(string key, DateTimeOffset since, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        var changed = await database.ExecuteAsync("NotificationRepeat", p =>
        {
            p.Text("joinKey", key);
            p.Time("since", since);
            p.Time("at", at);
        }, cancellationToken);
        return changed == 0 ? null : await database.FindAsync("NotificationGetByKey", p => p.Text("joinKey", key), Read, cancellationToken);
    }

    public async Task<IReadOnlyList<Notification>> ListAsync(NotificationQuery query, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        await database.QueryAsync(query.UnreadOnly ? "NotificationListUnread" : "NotificationList", p =>
        {
            p.Number("account", query.Account);
            p.Number("before", query.Before ?? long.MaxValue);
            p.Number("take", Math.Clamp(query.Take, 1, MaxTake));
            p.Number("severity", query.Level is { } level ? (int)level : AnyLevel);
            p.Time("at", now);
        }, Read, cancellationToken);

    public async Task<int> CountUnreadAsync(long account, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        (int)await database.ScalarAsync("NotificationCountUnread", p =>
        {
            p.Number("account", account);
            p.Time("at", now);
        }, cancellationToken);

    public async Task<bool> MarkReadAsync(long account, long id, CancellationToken cancellationToken = default)
    {
        var marked = await database.ExecuteAsync("NotificationMarkRead", p =>
        {
            p.Number("account", account);
            p.Number("id", id);
        }, cancellationToken);
        return marked > 0 || (await database.QueryAsync("NotificationExists", p => p.Number("id", id), row => row.Long(0), cancellationToken)).Count > 0;
    }

    public async Task MarkAllReadAsync(long account, long? through, CancellationToken cancellationToken = default)
    {
        // Not further than there are: those to come are not read.
        var newest = await database.ScalarAsync("NotificationNewest", _ => { }, cancellationToken);
        var last = Math.Min(through ?? newest, newest);
        await database.ExecuteTwoAsync("NotificationMark", "NotificationMarkClear", p =>
        {
            p.Number("account", account);
            p.Number("through", last);
        }, cancellationToken);
    }

    public async Task<bool> DeleteAsync(long id, CancellationToken cancellationToken = default) =>
        await database.ExecuteTwoAsync("NotificationDeleteReads", "NotificationDelete", p => p.Number("id", id), cancellationToken) > 0;

    public Task<int> DeleteExpiredAsync(DateTimeOffset now, int batch, CancellationToken cancellationToken = default) =>
        database.ExecuteAsync("NotificationDeleteExpired", p =>
        {
            p.Time("at", now);
            p.Number("batch", batch);
        }, cancellationToken);

    public Task ForgetAsync(CancellationToken cancellationToken = default) =>
        database.ExecuteTwoAsync("NotificationForgetReads", "NotificationForgetMarks", _ => { }, cancellationToken);

    private static Notification Read(StatementRow row) => new()
    {
        Id = row.Long(0),
        Level = (NotificationLevel)row.Int(1),
        Title = row.Text(2),
        Message = row.TextOrNull(3),
        Source = row.TextOrNull(4),
        Count = row.Int(5),
        CreatedAt = row.Time(6),
        RepeatedAt = row.Time(7),
        ExpiresAt = row.Time(8),
        Read = row.Int(9) != 0,
    };
}
