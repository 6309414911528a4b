using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Universal.Broadcast;
using Universal.Gateway.Access;
using Universal.Gateway.Computers;
using Universal.Nodes;
using Universal.Security;

namespace Universal.Gateway.Hubs;

/// <summary>The nodes with their state. Each message holds all of them: when something is said to have changed, and every few seconds if it has.</summary>
internal sealed class NodesTopic : HubTopic
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private readonly IGrainFactory _grains;
    private readonly TimeProvider _time;
    private readonly SharedReads<bool, byte[]> _reads;
    private readonly SemaphoreSlim _one = new(1);
    private byte[] _sent = [];
    private volatile bool _isDue;
    private long _readAt;

    public NodesTopic(HubClients clients, IGrainFactory grains, TimeProvider time) : base(BroadcastTopics.Nodes, "nodes", clients)
    {
        (_grains, _time) = (grains, time);
        _reads = new(_ => ReadAsync());
    }

    public override bool Allows(Caller caller) => caller.Is(Roles.Reader);

    public override async Task<SerializedHubMessage?> StateAsync(HubClient client) => State(Parse(await _reads.ReadAsync("", true)));

    public override void Take(BroadcastContent content)
    {
        if (content is NodesContent) _isDue = true;
    }

    public override async Task TickAsync()
    {
        if (!_isDue && _time.GetElapsedTime(_readAt) < Period) return;
        if (!Listeners.Any() || !await _one.WaitAsync(TimeSpan.Zero)) return;
        try
        {
            _isDue = false;
            _readAt = _time.GetTimestamp();
            var now = await _reads.ReadAsync("", true);
            if (now.AsSpan().SequenceEqual(_sent)) return;
            _sent = now;
            var message = State(Parse(now));
            foreach (var client in Listeners) client.Send(Topic, message);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<byte[]> ReadAsync()
    {
        var nodes = await _grains.GetGrain<INodesGrain>(0).List();
        return JsonSerializer.SerializeToUtf8Bytes(nodes.Select(ComputerModel.Of), HubServices.Json);
    }

    private static JsonElement Parse(byte[] json) => JsonSerializer.Deserialize<JsonElement>(json);
}
