using Microsoft.Extensions.Options;
using Universal.Broadcast;
using Universal.Grains.Broadcast;
using Universal.Notifications;
using Universal.Persistence.Notifications;

namespace Universal.Grains.Notifications;

/// <summary>Writes notifications (key 0): one at a time in the whole cluster, so that repeats from several nodes are counted and not stored twice.</summary>
[Alias("universal.INotificationWriterGrain")]
internal interface INotificationWriterGrain : IGrainWithIntegerKey
{
    /// <summary>See <see cref="INotificationsGrain.Create"/>.</summary>
    [Alias("Create")] Task<Notification> Create(NewNotification notification);

    /// <summary>Deletes what has expired. Can be repeated; a crash leaves some for the next time.</summary>
    [Alias("Sweep")] Task Sweep();
}

/// <summary>See <see cref="INotificationWriterGrain"/>.</summary>
internal sealed class NotificationWriterGrain(INotificationStore store, NodeBroadcasts broadcasts, IOptions<NotificationOptions> options, TimeProvider time)
    : Grain, INotificationWriterGrain
{
    private const int Batch = 500;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);
    private DateTimeOffset _next;

    public async Task<Notification> Create(NewNotification notification)
    {
        var now = time.GetUtcNow();
        var fitting = NotificationRules.Fit(notification);
        var stored = fitting.Key is { } key ? await store.RepeatAsync(key, now - options.Value.JoinWithin, now) : null;
        stored ??= await store.InsertAsync(
            new Notification
            {
                Level = fitting.Level,
                Title = fitting.Title,
                Message = fitting.Message,
                Source = fitting.Source,
                CreatedAt = now,
                ExpiresAt = now + (fitting.KeepFor ?? options.Value.KeepFor),
            },
            fitting.Key);
        // Stored. Who misses the message finds it in the list.
        broadcasts.SendAsync(new NotificationContent(stored)).Ignore();
        return stored;
    }

    public async Task Sweep()
    {
        var now = time.GetUtcNow();
        if (now < _next) return;
        _next = now + Rest;
        while (await store.DeleteExpiredAsync(now, Batch) == Batch)
        {
        }

        await store.ForgetAsync();
    }
}
