using Universal.Notifications;

namespace Universal.Persistence.Notifications;

/// <summary>
/// Notifications and who has read them. Of an identity a number is kept up to which it has read all, and the ones above it that it has read: marking all as
/// read is one row however many there are.
/// </summary>
public interface INotificationStore
{
    /// <summary>Stores a new one and gives it with its number.</summary>
    Task<Notification> InsertAsync(Notification notification, string? key, CancellationToken cancellationToken = default);

    /// <summary>Counts the newest of that key once more, if it was created after <paramref name="since"/> and has not expired at <paramref name="at"/>. Null: there is none, and nothing was written.</summary>
    Task<Notification?> RepeatAsync(string key, DateTimeOffset since, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Those that have not expired at <paramref name="now"/>, newest first.</summary>
    Task<IReadOnlyList<Notification>> ListAsync(NotificationQuery query, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>How many of those that have not expired an identity has not read.</summary>
    Task<int> CountUnreadAsync(long account, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Marks one as read. False: there is no such notification.</summary>
    Task<bool> MarkReadAsync(long account, long id, CancellationToken cancellationToken = default);

    /// <summary>Marks as read all up to that number; null: all.</summary>
    Task MarkAllReadAsync(long account, long? through, CancellationToken cancellationToken = default);

    /// <summary>Deletes one. False: there is no such notification.</summary>
    Task<bool> DeleteAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Deletes what has expired, at most <paramref name="batch"/>; returns how many those were.</summary>
    Task<int> DeleteExpiredAsync(DateTimeOffset now, int batch, CancellationToken cancellationToken = default);

    /// <summary>Forgets what was read of notifications and by identities that are gone.</summary>
    Task ForgetAsync(CancellationToken cancellationToken = default);
}
