using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Universal.Grains.Clock;

namespace Universal.Grains.Notifications;

/// <summary>Registers stored notifications.</summary>
public static class NotificationServices
{
    /// <summary>Adds them, with the options of section <c>Notifications</c>, to a silo that has broadcasts, the database, the node and git. Can be called twice.</summary>
    public static ISiloBuilder AddNotifications(this ISiloBuilder silo, IConfiguration configuration)
    {
        var services = silo.Services;
        if (services.Any(service => service.ServiceType == typeof(Notifier))) return silo;
        services.AddOptions<NotificationOptions>().Bind(configuration.GetSection(NotificationOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<NotificationOptions>, NotificationOptionsValidator>());
        services.AddSingleton<Notifier>();
        services.AddHostedService(provider => provider.GetRequiredService<Notifier>());
        services.AddSweep("notifications", grains => grains.GetGrain<INotificationWriterGrain>(0).Sweep());
        services.AddHostedService<PlatformEvents>();
        return silo;
    }
}
