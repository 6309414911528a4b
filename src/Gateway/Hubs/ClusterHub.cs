using Microsoft.AspNetCore.SignalR;
using Universal.Broadcast;

namespace Universal.Gateway.Hubs;

/// <summary>
/// The hub <c>/hubs/cluster</c>. Clients are sent <c>State(topic, value)</c>, which replaces what they know of the topic, and <c>Change(topic, value)</c>, which
/// adds to it. Whatever node a client is connected to, it is told of the whole cluster.
/// </summary>
internal sealed class ClusterHub(HubClients clients, HubFeed feed) : Hub
{
    private const int MaxTopics = 10;

    /// <summary>
    /// Begins to listen to topics: the state of each comes first, then every change. A repeat gives the state again. When it fails, for instance because one
    /// of the topics is not for the caller, nothing of it is done.
    /// </summary>
    public async Task Subscribe(string[] topics)
    {
        var chosen = Find(topics);
        if (clients.Find(Context.ConnectionId) is not { } client) return;
        if (chosen.FirstOrDefault(topic => !topic.Allows(client.Caller)) is { } refused) throw new HubException($"forbidden: the topic '{refused.Name}' is not for you.");
        foreach (var topic in chosen) await feed.SubscribeAsync(client, topic);
    }

    /// <summary>Ends listening to topics. A repeat is harmless.</summary>
    public void Unsubscribe(string[] topics)
    {
        foreach (var topic in Find(topics)) clients.Find(Context.ConnectionId)?.Forget(topic.Topic);
    }

    private HubTopic[] Find(string[] names)
    {
        if (names is null or { Length: 0 or > MaxTopics }) throw new HubException($"invalid: name 1 to {MaxTopics} topics.");
        return [.. names.Select(name => feed.Find(name) ?? throw new HubException($"invalid: there is no such topic; there are {string.Join(", ", feed.Names)}."))];
    }
}
