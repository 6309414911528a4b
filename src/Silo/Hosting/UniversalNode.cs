using System.Data.Common;
using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Serialization;
using Universal.Connections;
using Universal.Gateway;
using Universal.Gateway.Configuration;
using Universal.Gateway.Connections;
using Universal.Gateway.Hubs;
using Universal.Gateway.Logs;
using Universal.Gateway.Status;
using Universal.Grains.Broadcast;
using Universal.Grains.Cache;
using Universal.Grains.Execution;
using Universal.Grains.Git;
using Universal.Grains.Jobs;
using Universal.Grains.Nodes;
using Universal.Grains.Notifications;
using Universal.Grains.Schedules;
using Universal.Grains.Security;
using Universal.Grains.Triggers;
using Universal.Persistence;
using Universal.Persistence.Engines;
using Universal.Persistence.Keys;
using Universal.Repository;
using Universal.ScriptHost.Protocol.Accounts;
using Universal.Security;
using Universal.Silo.Status;

namespace Universal.Silo.Hosting;

/// <summary>The composition of a node: one process of silo, gateway and all features.</summary>
public static class UniversalNode
{
    /// <summary>Path of the Orleans dashboard; for administrators only, since it can show the state of grains.</summary>
    public const string DashboardPath = "/orleans";

    // Orleans opens no port for clients then.
    private const int NoGateway = 0;

    /// <summary>Creates a node's builder. Configuration: appsettings.json, then environment variables with the prefix <c>UNIVERSAL_</c>, then the command line.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        // It holds the key and the connection string: no script of its account looks into it.
        LinuxAccount.BecomeUndumpable();
        // The program's own settings first, then those of the folder it is started in.
        // It is read once: a watcher of the file would need an inotify instance, and a node without one would not start.
        string[] once = [.. args, "--hostBuilder:reloadConfigOnChange=false"];
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = once, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true);
        builder.Configuration.AddEnvironmentVariables().AddEnvironmentVariables("UNIVERSAL_").AddCommandLine(args);
        builder.AddLog();
        var node = NodeDefaults.Apply(builder.Configuration);

        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = node.DrainNotice + (2 * node.DrainTimeout) + TimeSpan.FromSeconds(20));
        builder.Services.AddPersistence(builder.Configuration);
        builder.Services.AddRepository(builder.Configuration);
        builder.Services.AddSecurity(builder.Configuration);
        builder.Services.AddVaultKeys();
        builder.Services.AddDataProtection().PersistKeysToDatabase();
        builder.Services.AddScriptHosts(builder.Configuration);
        builder.Services.AddJobs(builder.Configuration);
        builder.Services.AddStatus(builder.Configuration);
        builder.Services.AddSingleton<IBroadcastLine, NodeLine>();
        builder.AddGateway();
        builder.UseNodeServer();
        builder.UseOrleans(silo => silo
            .UseCluster(node)
            .UseClusterTls(builder.Configuration)
            .AddNode(builder.Configuration)
            .AddGit(builder.Configuration)
            .AddCache(builder.Configuration)
            .AddSchedules(builder.Configuration)
            .AddTriggers(builder.Configuration)
            .AddBroadcast()
            .AddNotifications(builder.Configuration)
            .AddDashboard(options =>
            {
                options.HideTrace = true;
                // Each sample walks the directory cache, looked at or not.
                options.CounterUpdateIntervalMs = 5_000;
            }));
        builder.Services.AddSingleton(ConfigurationReview.Of(builder.Configuration, builder.Services));
        return builder;
    }

    /// <summary>Maps everything that a node serves.</summary>
    public static void MapNode(this WebApplication app)
    {
        app.MapGateway();
        app.MapOrleansDashboard(DashboardPath).RequireAuthorization(policy => policy.RequireRole(Roles.Administrator)).ExcludeFromDescription();
    }

    private static void UseNodeServer(this WebApplicationBuilder builder)
    {
        var inner = builder.Services.Last(service => service.ServiceType == typeof(IServer)).ImplementationFactory!;
        builder.Services.AddSingleton<IServer>(services => new NodeServer((IServer)inner(services)));
    }

    private static ISiloBuilder UseCluster(this ISiloBuilder silo, NodeOptions node)
    {
        silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (node.ClusterId, node.ClusterId));
        silo.Configure<SiloOptions>(options => options.SiloName = node.Name);
        // An address that is none is a fault that the status tells, not the end of the process.
        var address = IPAddress.TryParse(node.Address, out var parsed) ? parsed : IPAddress.Loopback;
        silo.ConfigureEndpoints(address, node.SiloPort, node.GatewayPort ?? NoGateway, listenOnAnyHostAddress: false);
        silo.UseAdoNetClustering(options => options.Configure<IDatabaseEngine, DbDataSource>((clustering, engine, source) =>
            (clustering.Invariant, clustering.DataSource) = (engine.OrleansInvariant, source)));
        silo.AddAdoNetGrainStorageAsDefault(options => options.Configure<IDatabaseEngine, DbDataSource>((storage, engine, source) =>
            (storage.Invariant, storage.DataSource, storage.DeleteStateOnClear) = (engine.OrleansInvariant, source, true)));
        silo.UseAdoNetReminderService(options => options.Configure<IDatabaseEngine, DbDataSource>((reminders, engine, source) =>
            (reminders.Invariant, reminders.DataSource) = (engine.OrleansInvariant, source)));
        // A killed node is found dead within 1.3 to 1.6 s, a frozen one within 5.5 s; saturated healthy nodes stay members.
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = TimeSpan.FromSeconds(1);
            options.MaxProbeTimeout = TimeSpan.FromSeconds(1.5);
            options.NumMissedProbesLimit = 3;
            options.NumVotesForDeathDeclaration = 2;
            options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            options.DefunctSiloCleanupPeriod = TimeSpan.FromHours(1);
            options.DefunctSiloExpiration = TimeSpan.FromDays(1);
        });
        // What a driver throws arrives at the calling node as itself.
        silo.Services.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.Add("Npgsql"));
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(10));
        return silo;
    }
}
