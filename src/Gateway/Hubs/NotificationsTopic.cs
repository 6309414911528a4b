using Microsoft.AspNetCore.SignalR;
using Universal.Broadcast;
using Universal.Gateway.Access;
using Universal.Gateway.Notifications;
using Universal.Notifications;
using Universal.Security;

namespace Universal.Gateway.Hubs;

/// <summary>State of the topic <c>notifications</c>.</summary>
/// <param name="Unread">How many the caller has not read.</param>
internal sealed record UnreadModel(int Unread);

/// <summary>Change of the topic <c>notifications</c>.</summary>
/// <param name="Notification">It is new, or was raised again: then its count is above 1. One message for all: it does not say who has read it.</param>
/// <param name="Deleted">Number of the one that is gone.</param>
internal sealed record NotificationChangeModel(NotificationModel? Notification, long? Deleted);

/// <summary>
/// Stored notifications: the number of unread ones as the state, each new one as a change. What changes the numbers of some and not of others, a repeat or
/// a deletion, is followed by the state: with the next tick, so that many together are counted once.
/// </summary>
internal sealed class NotificationsTopic : HubTopic
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(3);
    private readonly TimeProvider _time;
    private readonly SharedReads<long, SerializedHubMessage> _states;
    private readonly Lock _gate = new();
    private DateTimeOffset? _dueAt;

    public NotificationsTopic(HubClients clients, IGrainFactory grains, TimeProvider time) : base(BroadcastTopics.Notifications, "notifications", clients)
    {
        _time = time;
        _states = new(async account => State(new UnreadModel(await grains.GetGrain<INotificationsGrain>(0).CountUnread(account))));
    }

    public override bool Allows(Caller caller) => caller.IdentityId is not null && caller.Is(Roles.Reader);

    public override async Task<SerializedHubMessage?> StateAsync(HubClient client)
    {
        var account = client.Caller.IdentityId!.Value;
        return await _states.ReadAsync($"{account}", account);
    }

    public override void Take(BroadcastContent content)
    {
        if (content is NotificationContent raised)
        {
            Tell(Change(new NotificationChangeModel(NotificationModel.Of(raised.Notification), null)));
            if (raised.Notification.Count > 1) Due(TimeSpan.Zero);
        }
        else if (content is NotificationsReadContent { Account: { } account })
        {
            SendAsync(client => client.Caller.IdentityId == account).Ignore();
        }
        else if (content is NotificationsReadContent { Deleted: { } deleted })
        {
            Tell(Change(new NotificationChangeModel(null, deleted)));
            Due(TimeSpan.Zero);
        }
    }

    public override async Task TickAsync()
    {
        lock (_gate)
        {
            if (_dueAt is not { } due || due > _time.GetUtcNow()) return;
            _dueAt = null;
        }

        await SendAsync(null);
    }

    private async Task SendAsync(Func<HubClient, bool>? which)
    {
        try
        {
            // The state that is on its way to those who were passed over may be of before: they get another one after it.
            if (!await SendStateAsync(which)) Due(TimeSpan.Zero);
        }
        catch
        {
            Due(AfterFailure);
            throw;
        }
    }

    private void Due(TimeSpan after)
    {
        lock (_gate) _dueAt = _time.GetUtcNow() + after;
    }

    private void Tell(SerializedHubMessage message)
    {
        foreach (var client in Listeners) client.Send(Topic, message);
    }
}
