using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Universal.Broadcast;
using Universal.Gateway.Access;

namespace Universal.Gateway.Hubs;

/// <summary>A topic of the hub: who may listen to it, what its state is, and what a broadcast means to its listeners.</summary>
/// <param name="topic">The topic.</param>
/// <param name="name">Its name for clients.</param>
/// <param name="clients">The connections.</param>
internal abstract class HubTopic(BroadcastTopics topic, string name, HubClients clients)
{
    public BroadcastTopics Topic => topic;

    public string Name => name;

    /// <summary>What the nodes have to tell for it.</summary>
    public virtual BroadcastTopics Wanted => topic;

    /// <summary>The roles that the routes of the same data ask for.</summary>
    public abstract bool Allows(Caller caller);

    /// <summary>The state as a connection may see it; null: the topic has none.</summary>
    public abstract Task<SerializedHubMessage?> StateAsync(HubClient client);

    /// <summary>Takes what was broadcast. Must not block.</summary>
    public abstract void Take(BroadcastContent content);

    /// <summary>Does what is due now and then.</summary>
    public virtual Task TickAsync() => Task.CompletedTask;

    /// <summary>Sends the state anew to everybody who listens. Changes that come meanwhile are sent after it.</summary>
    /// <returns>False: some were passed over, to whom a state is on its way that was asked for earlier.</returns>
    public async Task<bool> SendStateAsync(Func<HubClient, bool>? which = null)
    {
        var listeners = Listeners.Where(client => which is null || which(client)).ToArray();
        var waiting = listeners.Where(client => client.Hold(topic)).ToArray();
        await Task.WhenAll(waiting.Select(async client =>
        {
            SerializedHubMessage? state = null;
            try
            {
                state = await StateAsync(client);
            }
            finally
            {
                client.Release(topic, state);
            }
        }));
        return waiting.Length == listeners.Length;
    }

    protected IEnumerable<HubClient> Listeners => clients.All.Where(client => client.Has(topic));

    protected SerializedHubMessage State(object value) => new(new InvocationMessage("State", [name, value]));

    /// <summary>A change. It is serialised once, however many connections it is sent to.</summary>
    protected SerializedHubMessage Change(object value) => new(new InvocationMessage("Change", [name, value]));
}
