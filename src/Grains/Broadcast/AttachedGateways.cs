using System.Collections.Concurrent;
using Universal.Broadcast;

namespace Universal.Grains.Broadcast;

/// <summary>The gateways that run apart from the nodes, as long as they say that they are there.</summary>
internal sealed class AttachedGateways(BroadcastInterest interest, TimeProvider time)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);
    private readonly ConcurrentDictionary<string, (GatewayContent Gateway, DateTimeOffset Until)> _gateways = [];

    /// <summary>Those that are there.</summary>
    public IEnumerable<GatewayContent> Present
    {
        get
        {
            var now = time.GetUtcNow();
            return _gateways.Values.Where(entry => entry.Until > now).Select(entry => entry.Gateway);
        }
    }

    public void Attach(GatewayContent gateway)
    {
        _gateways[gateway.Gateway] = (gateway, time.GetUtcNow() + Lease);
        interest.Set(gateway.Gateway, gateway.Wanted, Lease);
    }

    public void Sweep()
    {
        var now = time.GetUtcNow();
        foreach (var (name, entry) in _gateways)
        {
            if (entry.Until <= now) _gateways.TryRemove(name, out _);
        }
    }
}
