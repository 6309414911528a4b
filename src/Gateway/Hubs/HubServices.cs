using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Universal.Gateway.Access;
using static Universal.Security.Roles;

namespace Universal.Gateway.Hubs;

/// <summary>Registration of the hub.</summary>
internal static class HubServices
{
    public const string Path = "/hubs/cluster";

    // What a client may send: the names of topics.
    private const int MaxReceived = 4096;

    /// <summary>As REST writes it.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static IServiceCollection AddHubs(this IServiceCollection services)
    {
        services.AddSignalR().AddJsonProtocol(json => json.PayloadSerializerOptions = Json).AddHubOptions<ClusterHub>(hub =>
        {
            hub.MaximumReceiveMessageSize = MaxReceived;
        });
        services.AddOptions<HubOptions<ClusterHub>>().Configure<IOptions<GatewayOptions>>((hub, gateway) => hub.KeepAliveInterval = gateway.Value.HubKeepAlive);
        services.AddSingleton<HubClients>();
        services.AddSingleton<HubLifetimeManager<ClusterHub>, HubConnections>();
        services.AddSingleton<HubTopic, ToastsTopic>();
        services.AddSingleton<HubTopic, JobsTopic>();
        services.AddSingleton<HubTopic, NodesTopic>();
        services.AddSingleton<HubTopic, GitTopic>();
        services.AddSingleton<HubTopic, NotificationsTopic>();
        if (services.All(service => service.ServiceType != typeof(IBroadcastLine)))
        {
            services.AddSingleton<ObserverLine>();
            services.AddSingleton<IBroadcastLine>(provider => provider.GetRequiredService<ObserverLine>());
            services.AddHostedService(provider => provider.GetRequiredService<ObserverLine>());
        }

        services.AddSingleton<HubFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<HubFeed>());
        services.AddHostedService<HubGuard>();
        return services;
    }

    public static void MapHubs(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value;
        app.MapHub<ClusterHub>(Path, hub =>
            {
                // Negotiation needs the same node for the second request; a web socket is one request.
                hub.Transports = HttpTransportType.WebSockets;
                hub.TransportSendTimeout = options.HubSendTimeout;
                hub.CloseOnAuthenticationExpiration = true;
            })
            .RequireAuthorization(RouteAccessExtensions.Policy)
            .Allow(Administrator, Operator, Execute, Reader, User)
            // A page of another origin could listen with the cookie of whoever is signed in: web sockets know no other protection.
            .WithMetadata(new ChangesState())
            .ExcludeFromDescription();
    }
}
