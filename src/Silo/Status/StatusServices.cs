using Microsoft.Extensions.Options;
using Universal.Gateway.Status;

namespace Universal.Silo.Status;

/// <summary>Registers the status of a node.</summary>
internal static class StatusServices
{
    /// <summary>Adds the status with the options of section <c>Status</c>. Needs the repository, the database and the node.</summary>
    public static IServiceCollection AddStatus(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StatusOptions>().Bind(configuration.GetSection(StatusOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StatusOptions>, StatusOptionsValidator>();
        services.AddSingleton<DatabaseWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<DatabaseWatch>());
        services.AddHostedService<RepositoryWatch>();
        services.AddSingleton<INodeStatus, SiloStatusReport>();
        return services;
    }
}
