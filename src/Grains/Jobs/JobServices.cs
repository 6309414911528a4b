using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Universal.Grains.Attempts;
using Universal.Grains.Cache;
using Universal.Grains.Clock;
using Universal.Grains.Dispatch;
using Universal.Grains.Execution;
using Universal.Grains.Nodes;
using Universal.Grains.Variables;

namespace Universal.Grains.Jobs;

/// <summary>Registers jobs: their grains' services, the dispatcher's letter box, the attempts of this node.</summary>
public static class JobServices
{
    /// <summary>Adds jobs. Repeating it is harmless. Needs the database, the repository, the node and the security services.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<JobOptions>().Bind(configuration.GetSection(JobOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<JobOptions>, JobOptionsValidator>());
        services.TryAddSingleton<JobIds>();
        services.TryAddSingleton<JobCreator>();
        services.TryAddSingleton<NodeChildren>();
        services.TryAddSingleton<FunctionRunner>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAttemptRunner, FunctionRunner>(provider => provider.GetRequiredService<FunctionRunner>()));
        services.TryAddSingleton<PatientCalls>();
        services.TryAddSingleton<NodeVariables>();
        services.TryAddSingleton<JobVariables>();
        services.TryAddSingleton<JobSecrets>();
        services.TryAddSingleton<CacheSecrets>();
        services.TryAddSingleton<VariableNews>();
        services.TryAddSingleton<NodeTroubles>();
        services.TryAddSingleton<AttemptTroubles>();
        services.TryAddSingleton<AttemptRun>();
        services.TryAddSingleton<NodeAttempts>();
        if (services.Any(service => service.ServiceType == typeof(DispatchPost))) return services;
        services.AddSingleton<DispatchPost>();
        services.AddHostedService(provider => provider.GetRequiredService<DispatchPost>());
        services.AddSweep("jobs", grains => grains.GetGrain<IRetentionGrain>(0).Sweep());
        return services;
    }
}
