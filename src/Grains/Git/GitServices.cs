using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Universal.Grains.Git;

/// <summary>Registers the synchronisation of the repository with git.</summary>
public static class GitServices
{
    /// <summary>Adds it to a silo that has the repository, the database and the node. Can be called twice.</summary>
    public static ISiloBuilder AddGit(this ISiloBuilder silo, IConfiguration configuration)
    {
        var services = silo.Services;
        if (services.Any(service => service.ServiceType == typeof(GitRepository))) return silo;
        services.AddOptions<GitOptions>()
            .Bind(configuration.GetSection(GitOptions.Section))
            .PostConfigure(options => options.ReadPsuKeys(configuration))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<GitOptions>, GitOptionsValidator>();
        services.AddSingleton<GitConfiguration>();
        services.AddSingleton<GitPushBound>();
        services.AddSingleton<GitRepository>();
        services.AddSingleton<GitNodes>();
        services.AddSingleton<CommitFolders>();
        services.AddHostedService<GitSynchroniser>();
        return silo;
    }
}
