using Microsoft.Extensions.Hosting;
using Universal.Broadcast;
using Universal.Grains.Nodes;

namespace Universal.Grains.Broadcast;

/// <summary>Says every few seconds, and when the cluster changes, what this node's connections listen to; tells of changes of the nodes.</summary>
internal sealed class BroadcastRenewal(NodeBroadcasts broadcasts, BroadcastInterest interest, LiveNodes nodes, LocalNode node) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private readonly WakeSignal _due = new();
    private volatile bool _membersChanged;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        node.Changed += TellOfNode;
        var watching = nodes.WatchAsync(_ => OnMembers(), stoppingToken);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await _due.WaitAsync(Period, stoppingToken);
                var changed = _membersChanged;
                _membersChanged = false;
                await broadcasts.RenewAsync(changed);
            }
        }
        finally
        {
            node.Changed -= TellOfNode;
            await watching;
        }
    }

    private void OnMembers()
    {
        _membersChanged = true;
        _due.Give();
        // Every node sees it by itself, but for the gateways.
        TellOfNode();
    }

    private void TellOfNode()
    {
        if (interest.Wants(BroadcastTopics.Nodes)) broadcasts.SendAsync(new NodesContent()).Ignore();
    }
}
