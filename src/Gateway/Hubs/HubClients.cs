using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Universal.Broadcast;
using Universal.Gateway.Access;

namespace Universal.Gateway.Hubs;

/// <summary>The connections of the hub in this process.</summary>
internal sealed class HubClients
{
    private readonly ConcurrentDictionary<string, HubClient> _clients = [];

    public IEnumerable<HubClient> All => _clients.Select(entry => entry.Value);

    /// <summary>What any of them listens to.</summary>
    public BroadcastTopics Topics => All.Aggregate(BroadcastTopics.None, (all, client) => all | client.Topics);

    public HubClient? Find(string connectionId) => _clients.GetValueOrDefault(connectionId);

    public void Add(string connectionId, HubClient client) => _clients[connectionId] = client;

    public void Remove(string connectionId) => _clients.TryRemove(connectionId, out _);
}

/// <summary>Keeps <see cref="HubClients"/>: what is sent goes to the connections themselves, so that each one's arrears are known.</summary>
internal sealed class HubConnections(HubClients clients, ILogger<DefaultHubLifetimeManager<ClusterHub>> logger) : DefaultHubLifetimeManager<ClusterHub>(logger)
{
    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        await base.OnConnectedAsync(connection);
        var http = connection.GetHttpContext() ?? throw new InvalidOperationException("The hub is reached over HTTP only.");
        clients.Add(connection.ConnectionId, new HubClient(connection, Caller.Of(http), http.Features.Get<CredentialCheck>()));
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        clients.Remove(connection.ConnectionId);
        return base.OnDisconnectedAsync(connection);
    }
}
