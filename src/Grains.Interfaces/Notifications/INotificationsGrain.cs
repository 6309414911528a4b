using Universal.Calls;

namespace Universal.Notifications;

/// <summary>The stored notifications. Key 0; runs on whatever node is asked.</summary>
[Alias("universal.INotificationsGrain")]
public interface INotificationsGrain : IGrainWithIntegerKey
{
    /// <summary>Stores one and tells whoever listens. A repeat without a key is a second notification; with a key it is counted.</summary>
    [Alias("Create")] Task<Notification> Create(NewNotification notification);

    /// <summary>Notifications, newest first, with the read state of an identity.</summary>
    [Alias("List"), Repeatable] Task<IReadOnlyList<Notification>> List(NotificationQuery query);

    /// <summary>How many an identity has not read.</summary>
    [Alias("CountUnread"), Repeatable] Task<int> CountUnread(long account);

    /// <summary>Marks one as read by an identity; a repeat is harmless. False: there is no such notification.</summary>
    [Alias("MarkRead")] Task<bool> MarkRead(long account, long id);

    /// <summary>Marks as read by an identity all up to and including that number; a repeat is harmless.</summary>
    /// <param name="account">Number of the identity.</param>
    /// <param name="through">The newest that it has seen. Null: all that there are.</param>
    [Alias("MarkAllRead"), Repeatable] Task MarkAllRead(long account, long? through);

    /// <summary>Deletes one, for everybody. False: there is no such notification.</summary>
    [Alias("Delete")] Task<bool> Delete(long id);
}
