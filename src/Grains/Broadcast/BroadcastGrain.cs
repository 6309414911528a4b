using Orleans.Concurrency;
using Universal.Broadcast;

namespace Universal.Grains.Broadcast;

/// <summary>See <see cref="IBroadcastGrain"/>.</summary>
[StatelessWorker, Reentrant]
internal sealed class BroadcastGrain(NodeBroadcasts broadcasts) : Grain, IBroadcastGrain
{
    public Task<BroadcastOutcome> Send(BroadcastContent content) => broadcasts.SendAsync(content);

    public Task Attach(string gateway, IBroadcastObserver observer, BroadcastTopics topics) => broadcasts.SendAsync(new GatewayContent(gateway, observer, topics));
}
