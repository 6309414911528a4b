using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Universal.Grains.Nodes;

/// <summary>Registers the node: its options, its place in the registry, its agent, its end.</summary>
public static class NodeServices
{
    /// <summary>Adds the node to the silo. Needs the database and jobs.</summary>
    public static ISiloBuilder AddNode(this ISiloBuilder silo, IConfiguration configuration)
    {
        silo.AddGrainService<NodeAgent>();
        silo.Services.AddOptions<NodeOptions>().Bind(configuration.GetSection(NodeOptions.Section)).ValidateOnStart();
        silo.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<NodeOptions>, NodeOptionsValidator>());
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.TryAddSingleton<NodeAgents>();
        silo.Services.TryAddSingleton<LiveNodes>();
        silo.Services.TryAddSingleton<NodeTroubles>();
        silo.Services.TryAddSingleton<LocalNode>();
        silo.Services.TryAddSingleton<NodeDirectory>();
        silo.Services.Replace(ServiceDescriptor.Singleton<IFatalErrorHandler, CutOffHandler>());
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, LastAnswers>();
        silo.Services.AddHostedService<NodeRegistrar>();
        silo.Services.AddHostedService<NodeDrain>();
        return silo;
    }
}
