using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Universal.Grains.Cache;

/// <summary>Registers the cluster's cache.</summary>
public static class CacheServices
{
    /// <summary>Adds it to a silo, with the options of section <c>Cache</c>. Can be called twice.</summary>
    public static ISiloBuilder AddCache(this ISiloBuilder silo, IConfiguration configuration)
    {
        silo.Services.AddOptions<CacheOptions>().Bind(configuration.GetSection(CacheOptions.Section)).ValidateOnStart();
        silo.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CacheOptions>, CacheOptionsValidator>());
        return silo;
    }
}
