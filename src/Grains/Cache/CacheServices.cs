using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Universal.Grains.Clock;

namespace Universal.Grains.Cache;

/// <summary>Registers the cluster's cache.</summary>
public static class CacheServices
{
    /// <summary>
    /// Adds it to a silo, with the options of section <c>Cache</c>, and as <see cref="IDistributedCache"/>. Needs the database. Can be called twice.
    /// </summary>
    public static ISiloBuilder AddCache(this ISiloBuilder silo, IConfiguration configuration)
    {
        if (silo.Services.Any(service => service.ServiceType == typeof(HotEntries))) return silo;
        silo.AddGrainService<CacheNode>();
        silo.Services.AddOptions<CacheOptions>().Bind(configuration.GetSection(CacheOptions.Section)).ValidateOnStart();
        silo.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CacheOptions>, CacheOptionsValidator>());
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.TryAddSingleton<CacheNodes>();
        silo.Services.TryAddSingleton<HotEntries>();
        silo.Services.TryAddSingleton<ClusterClock>();
        silo.Services.TryAddSingleton<IDistributedCache, ClusterDistributedCache>();
        return silo;
    }
}
