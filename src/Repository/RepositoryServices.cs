using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Universal.Repository.Catalogue;

namespace Universal.Repository;

/// <summary>Registers the configuration repository.</summary>
public static class RepositoryServices
{
    /// <summary>
    /// Registers <see cref="FolderCatalogue"/>, as itself and as <see cref="ICatalogue"/>, and keeps it up to date while the host runs.
    /// Calling it again changes nothing.
    /// </summary>
    /// <param name="services">The node's services.</param>
    /// <param name="configuration">The node's configuration; sections <c>Repository</c> and <c>Scripts</c> are bound.</param>
    /// <param name="defaultFolder">Folder when <c>Repository:Path</c> is not set. Default: <c>repository</c> in <c>Node:DataFolder</c>, or in <c>data</c>.</param>
    public static IServiceCollection AddRepository(this IServiceCollection services, IConfiguration configuration, string? defaultFolder = null)
    {
        if (services.Any(service => service.ServiceType == typeof(FolderCatalogue))) return services;
        services.AddOptions<RepositoryOptions>()
            .Bind(configuration.GetSection(RepositoryOptions.Section))
            .PostConfigure(options =>
            {
                if (options.Path is not null) return;
                options.Path = defaultFolder ?? Path.Combine(configuration["Node:DataFolder"] ?? "data", "repository");
                options.CreateFolder = true;
            })
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RepositoryOptions>, RepositoryOptionsValidator>());
        services.AddOptions<ScriptsOptions>().Bind(configuration.GetSection(ScriptsOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ScriptsOptions>, ScriptsOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<FolderCatalogue>();
        services.AddSingleton<ICatalogue>(provider => provider.GetRequiredService<FolderCatalogue>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<FolderCatalogue>());
        return services;
    }
}
