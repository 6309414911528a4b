using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Universal.Grains.Nodes;
using Universal.Persistence.Security;

namespace Universal.Grains.Security;

/// <summary>Registration of identities, tokens and the audit log on a silo.</summary>
public static class SecurityServices
{
    /// <summary>
    /// Adds what the security grains need: options of section <c>Security</c>, and the first administrator of the configuration. Needs
    /// <see cref="ISecurityStore"/> and a key ring that all nodes share. Can be called twice.
    /// </summary>
    public static IServiceCollection AddSecurity(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(service => service.ServiceType == typeof(AuditLog))) return services;
        services.AddOptions<SecurityOptions>().Bind(configuration.GetSection(SecurityOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SecurityOptions>, SecurityOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<AuditLog>();
        services.AddSingleton<SignInEvents>();
        services.AddSingleton<IPasswordHasher<IdentityRow>, PasswordHasher<IdentityRow>>();
        services.AddDataProtection().SetApplicationName("Universal");
        services.TryAddSingleton<NodeTroubles>();
        services.AddSingleton<FirstAdministrator>();
        services.AddHostedService(provider => provider.GetRequiredService<FirstAdministrator>());
        return services;
    }
}
