using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Universal.Grains.Catalogue;
using Universal.Grains.Clock;
using Universal.Grains.Jobs;

namespace Universal.Grains.Triggers;

/// <summary>Registers triggers and webhooks.</summary>
public static class TriggerServices
{
    /// <summary>Adds them to a silo that has jobs, script hosts, the repository with git, the database and the node. Reads section <c>Triggers</c>. Can be called twice.</summary>
    public static ISiloBuilder AddTriggers(this ISiloBuilder silo, IConfiguration configuration)
    {
        var services = silo.Services;
        if (services.Any(service => service.ServiceType == typeof(TriggerQueue))) return silo;
        services.AddOptions<TriggerOptions>().Bind(configuration.GetSection(TriggerOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TriggerOptions>, TriggerOptionsValidator>();
        services.TryAddSingleton<ClusterClock>();
        services.TryAddSingleton<DeclarationEdits>();
        services.AddSingleton<TriggerNotes>();
        services.AddSingleton<TriggerAction>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<TriggerQueue>();
        services.AddSingleton<IJobListener>(provider => provider.GetRequiredService<TriggerQueue>());
        services.AddSingleton<IPlatformEvents>(provider => provider.GetRequiredService<TriggerQueue>());
        services.AddHostedService(provider => provider.GetRequiredService<TriggerQueue>());
        services.AddHostedService<NodeEvents>();
        return silo;
    }
}
