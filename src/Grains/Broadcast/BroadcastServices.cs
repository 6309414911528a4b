using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Universal.Grains.Jobs;
using Universal.Grains.Nodes;

namespace Universal.Grains.Broadcast;

/// <summary>Registers what reaches all nodes at once.</summary>
public static class BroadcastServices
{
    /// <summary>Adds it to a silo that has the node, jobs and git. Can be called twice.</summary>
    public static ISiloBuilder AddBroadcast(this ISiloBuilder silo)
    {
        var services = silo.Services;
        if (services.Any(service => service.ServiceType == typeof(NodeBroadcasts))) return silo;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<BroadcastInterest>();
        services.AddSingleton<AttachedGateways>();
        services.AddSingleton(provider => new NodeBroadcasts(
            provider.GetRequiredService<LocalNode>(), provider.GetRequiredService<LiveNodes>(), provider.GetRequiredService<NodeAgents>(),
            provider.GetRequiredService<BroadcastInterest>(), provider.GetRequiredService<AttachedGateways>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<NodeBroadcasts>>()));
        services.AddSingleton<JobChanges>();
        services.AddSingleton<IJobListener>(provider => provider.GetRequiredService<JobChanges>());
        services.AddHostedService(provider => provider.GetRequiredService<JobChanges>());
        services.AddHostedService<BroadcastRenewal>();
        services.AddHostedService<GitChanges>();
        return silo;
    }
}
