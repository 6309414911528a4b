using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Connections;
using Orleans.Configuration;

namespace Universal.Gateway.Connections;

/// <summary>
/// Ends the calls of a client of the cluster that were under way through a node whose connection is lost. Their answers cannot come any more, yet Orleans
/// leaves them to their time-out; ended at once, those that may be repeated are asked of another node within the same request.
/// </summary>
internal static class LostCalls
{
    // What a node does for its own calls when another one dies. Orleans offers it to its own parts only.
    private static readonly Type RuntimeClient = typeof(IClusterClient).Assembly.GetType("Orleans.Runtime.IRuntimeClient", throwOnError: true)!;
    private static readonly MethodInfo BreakCallsTo = RuntimeClient.GetMethod("BreakOutstandingMessagesToSilo", [typeof(SiloAddress)])!;

    public static IClientBuilder EndLostCalls(this IClientBuilder client)
    {
        client.Services.Configure<ClientConnectionOptions>(connections => connections.ConfigureConnection(connection => connection.Use(next => async context =>
        {
            try
            {
                await next(context);
            }
            finally
            {
                // Clients know nodes by address alone: the generation is 0.
                if (context.RemoteEndPoint is IPEndPoint node)
                    BreakCallsTo.Invoke(connection.ApplicationServices.GetRequiredService(RuntimeClient), [SiloAddress.New(node, 0)]);
            }
        })));
        return client;
    }
}
