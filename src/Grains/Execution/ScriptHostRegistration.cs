using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Universal.Grains.Nodes;
using Universal.Repository.Catalogue;

namespace Universal.Grains.Execution;

/// <summary>Registration of the script hosts.</summary>
public static class ScriptHostRegistration
{
    /// <summary>
    /// Adds the runner of scripts as an <see cref="IAttemptRunner"/>, and the reader of configuration files. Reads the section <c>ScriptHosts</c>, and the setting <c>DataFolder</c> for
    /// the default of <see cref="ScriptHostOptions.DataFolder"/>. Can be repeated.
    /// </summary>
    public static IServiceCollection AddScriptHosts(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(service => service.ServiceType == typeof(ScriptHostRunner)))
            return services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<NodeTroubles>();
        services.AddOptions<ScriptHostOptions>()
            .Configure(options => options.DataFolder = configuration["DataFolder"] ?? options.DataFolder)
            .Bind(configuration.GetSection(ScriptHostOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<ScriptHostOptions>, ScriptHostOptionsValidator>();
        services.AddSingleton<ScriptEnvironments>();
        services.AddSingleton<HostAccounts>();
        services.AddSingleton<AttemptFolders>();
        services.AddSingleton<IConfigurationReader, ConfigurationReader>();
        services.AddSingleton<ScriptHostPool>();
        services.AddSingleton<ScriptHostRunner>();
        services.AddSingleton<ConditionRunner>();
        services.AddSingleton<IAttemptRunner>(provider => provider.GetRequiredService<ScriptHostRunner>());
        services.AddSingleton<IHostedService, ScriptHostService>();
        return services;
    }
}
