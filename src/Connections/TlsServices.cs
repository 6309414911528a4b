using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Universal.Connections;

/// <summary>Puts TLS on the ports of Orleans.</summary>
public static class TlsServices
{
    /// <summary>
    /// TLS between this node and the others, and on its port for clients of grains, as section <see cref="ClusterTlsOptions.Section"/> says. Needs an
    /// <see cref="IClusterKeys"/> unless certificates are configured.
    /// </summary>
    public static ISiloBuilder UseClusterTls(this ISiloBuilder silo, IConfiguration configuration)
    {
        silo.Services.AddClusterTls(configuration, "node");
        silo.Services.AddOptions<SiloConnectionOptions>().Configure<IOptions<ClusterTlsOptions>>((connections, tls) =>
        {
            var mode = tls.Value.Mode;
            if (mode == TlsMode.Off) return;
            var plainToo = mode != TlsMode.Require;
            connections.ConfigureSiloInboundConnection(connection => connection.UseClusterTlsServer(nodesOnly: true, plainToo));
            connections.ConfigureGatewayInboundConnection(connection => connection.UseClusterTlsServer(nodesOnly: false, plainToo));
            if (mode != TlsMode.Accept) connections.ConfigureSiloOutboundConnection(connection => connection.UseClusterTlsClient());
        });
        return silo;
    }

    /// <summary>
    /// TLS between this client of grains and the nodes, as section <see cref="ClusterTlsOptions.Section"/> says. Needs <c>Node:Tls:CertificateFile</c>, as
    /// the nodes' command <c>certificate</c> writes it, or an <see cref="IClusterKeys"/>.
    /// </summary>
    public static IClientBuilder UseClusterTls(this IClientBuilder client, IConfiguration configuration)
    {
        client.Services.AddClusterTls(configuration, "client");
        client.Services.AddOptions<ClientConnectionOptions>().Configure<IOptions<ClusterTlsOptions>>((connections, tls) =>
        {
            if (tls.Value.Mode is TlsMode.Require or TlsMode.Prefer) connections.ConfigureConnection(connection => connection.UseClusterTlsClient());
        });
        return client;
    }

    private static void AddClusterTls(this IServiceCollection services, IConfiguration configuration, string kind)
    {
        services.AddOptions<ClusterTlsOptions>().Bind(configuration.GetSection(ClusterTlsOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ClusterTlsOptions>, ClusterTlsOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ICertificateSource>(provider =>
        {
            var settings = provider.GetRequiredService<IOptions<ClusterTlsOptions>>().Value;
            if (!string.IsNullOrEmpty(settings.CertificateFile)) return new FileCertificates(settings, provider.GetRequiredService<ILogger<FileCertificates>>());
            var cluster = provider.GetRequiredService<IOptions<ClusterOptions>>().Value.ClusterId;
            var name = configuration["Node:Name"] is { Length: > 0 } given ? given : Environment.MachineName;
            return new IssuedCertificates(provider.GetService<IClusterKeys>() ?? new NoKeys(), cluster, $"{kind} {name}", provider.GetRequiredService<TimeProvider>());
        });
    }

    private sealed class NoKeys : IClusterKeys
    {
        public IReadOnlyList<byte[]> AuthoritySeeds => [];
    }
}
