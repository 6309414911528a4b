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
/// <param name="Notification">It is new, or was raised again: then its count is above 1.</param>
/// <param name="Deleted">Number of the one that is gone.</param>
internal sealed record NotificationChangeModel(NotificationModel? Notification, long? Deleted);

/// <summary>Stored notifications: the number of unread ones as the state, each new one as a change.</summary>
internal sealed class NotificationsTopic : HubTopic
{
    private readonly SharedReads<long, SerializedHubMessage> _states;

    public NotificationsTopic(HubClients clients, IGrainFactory grains) : base(BroadcastTopics.Notifications, "notifications", clients) =>
        _states = new(async account => State(new UnreadModel(await grains.GetGrain<INotificationsGrain>(0).CountUnread(account))));

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
        }
        else if (content is NotificationsReadContent { Account: { } account })
        {
            SendStateAsync(client => client.Caller.IdentityId == account).Ignore();
        }
        else if (content is NotificationsReadContent { Deleted: { } deleted })
        {
            Tell(Change(new NotificationChangeModel(null, deleted)));
        }
    }

    private void Tell(SerializedHubMessage message)
    {
        foreach (var client in Listeners) client.Send(Topic, message);
    }
}
