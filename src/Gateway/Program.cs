using System.Data.Common;
using Microsoft.AspNetCore.DataProtection;
using Orleans.Configuration;
using Universal.Connections;
using Universal.Gateway;
using Universal.Gateway.Hosting;
using Universal.Gateway.Configuration;
using Universal.Gateway.Connections;
using Universal.Gateway.Logs;
using Universal.Gateway.Status;
using Universal.Persistence;
using Universal.Persistence.Engines;
using Universal.Persistence.Keys;

if (!ProcessCulture.TryUseInvariant()) return 1;

// The web tier alone: a client of the cluster that the database knows. Nodes bring the gateway with them and do not need this.
// Configured as a node is: the program's own settings first, then those of the folder it is started in.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Configuration.AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true);
builder.Configuration.AddEnvironmentVariables().AddEnvironmentVariables("UNIVERSAL_").AddCommandLine(args);
builder.AddLog();
builder.Services.AddPersistence(builder.Configuration);
builder.Services.AddVaultKeys();
builder.Services.AddDataProtection().PersistKeysToDatabase();
builder.AddGateway();

// Status is answered while the cluster is still looked for.
builder.Services.Configure<HostOptions>(host =>
{
    host.ServicesStartConcurrently = true;
    host.ShutdownTimeout += ClientDrain.NoticeOf(builder.Configuration);
});
builder.UseOrleansClient(client =>
{
    var cluster = builder.Configuration["Node:ClusterId"] ?? "universal";
    client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster, cluster));
    client.UseClusterTls(builder.Configuration);
    client.EndLostCalls();
    client.UseAdoNetClustering(clustering => clustering.Configure<IDatabaseEngine, DbDataSource>((options, engine, source) =>
        (options.Invariant, options.DataSource) = (engine.OrleansInvariant, source)));
    // Nodes that come back are found within seconds; the default is a minute.
    client.Configure<Orleans.Configuration.GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
    // As among nodes; the default is half a minute.
    client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(10));
    client.UseConnectionRetryFilter<NodeSearch>();
    client.Services.AddSingleton<ClientStatus>();
    client.Services.AddHostedService<NodeWatch>();
    client.Services.AddHostedService<ClientDrain>();
    client.Services.AddSingleton<INodeStatus>(services => services.GetRequiredService<ClientStatus>());
    client.Services.AddSingleton<GatewayCountChangedHandler>(services => (_, change) =>
        services.GetRequiredService<ClientStatus>().GatewaysChanged(change.NumberOfConnectedGateways));
});
builder.Services.AddSingleton(ConfigurationReview.Of(builder.Configuration, builder.Services));

await using var app = builder.Build();
if (!StartCheck.Passes(app.Services)) return 1;
app.MapGateway();
var stopping = app.Lifetime.ApplicationStopping;
try
{
    await app.RunAsync();
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    // Asked to stop before a node was found.
}

return 0;
