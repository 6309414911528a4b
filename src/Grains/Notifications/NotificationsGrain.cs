using Orleans.Concurrency;
using Universal.Broadcast;
using Universal.Grains.Broadcast;
using Universal.Notifications;
using Universal.Persistence.Notifications;

namespace Universal.Grains.Notifications;

/// <summary>See <see cref="INotificationsGrain"/>. Holds nothing: the table is the truth.</summary>
[StatelessWorker, Reentrant]
internal sealed class NotificationsGrain(INotificationStore store, NodeBroadcasts broadcasts, TimeProvider time) : Grain, INotificationsGrain
{
    public Task<Notification> Create(NewNotification notification) => GrainFactory.GetGrain<INotificationWriterGrain>(0).Create(notification);

    public Task<IReadOnlyList<Notification>> List(NotificationQuery query) => store.ListAsync(query, time.GetUtcNow());

    public Task<int> CountUnread(long account) => store.CountUnreadAsync(account, time.GetUtcNow());

    public async Task<bool> MarkRead(long account, long id)
    {
        if (!await store.MarkReadAsync(account, id)) return false;
        Tell(account, deleted: null);
        return true;
    }

    public async Task MarkAllRead(long account, long? through)
    {
        await store.MarkAllReadAsync(account, through);
        Tell(account, deleted: null);
    }

    public async Task<bool> Delete(long id)
    {
        if (!await store.DeleteAsync(id)) return false;
        Tell(account: null, id);
        return true;
    }

    private void Tell(long? account, long? deleted) => broadcasts.SendAsync(new NotificationsReadContent(account, deleted)).Ignore();
}
