using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;

namespace Universal.Gateway.Tests.Hosting;

/// <summary>A client of a test node's silo, without a gateway.</summary>
internal sealed class RemoteClient(IHost host) : IAsyncDisposable
{
    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    public static async Task<RemoteClient> ConnectAsync(TestNode node)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client => client.UseLocalhostClustering(node.GatewayPort, serviceId: "test", clusterId: "test"));
        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}
