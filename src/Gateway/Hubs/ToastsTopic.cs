using Microsoft.AspNetCore.SignalR;
using Universal.Broadcast;
using Universal.Gateway.Access;

namespace Universal.Gateway.Hubs;

/// <summary>Toasts: for everybody who is signed in and meant. They have no state.</summary>
internal sealed class ToastsTopic(HubClients clients) : HubTopic(BroadcastTopics.Toasts, "toasts", clients)
{
    public override bool Allows(Caller caller) => true;

    public override Task<SerializedHubMessage?> StateAsync(HubClient client) => Task.FromResult<SerializedHubMessage?>(null);

    public override void Take(BroadcastContent content)
    {
        if (content is not ToastContent toast) return;
        var message = Change(toast.Toast);
        foreach (var client in Listeners)
        {
            if (toast.Audience?.Includes(client.Caller.Name, client.Caller.Roles) ?? true) client.Send(Topic, message);
        }
    }
}
