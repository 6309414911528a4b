using System.Text.Json;
using Bench.Measuring;
using Bench.Running;
using Bench.Systems;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Universal.Connections;
using Universal.Gateway.Connections;
using Universal.Grains.Attempts;
using Universal.Grains.Execution;
using Universal.Persistence;
using Universal.Persistence.Schema;
using Universal.Persistence.Secrets;
using Universal.Silo.Hosting;

namespace Bench.Universal;

/// <summary>Universal: whole nodes, with gateway and all features, whose jobs are functions of the worker's process.</summary>
public sealed class UniversalSystem : ISystemUnderTest
{
    public string Key => "universal";

    public string Title => "Universal";

    public bool IsOwn => true;

    // It has no settings that trade one figure for another.
    public IReadOnlyList<Variant> Variants => [Variant.Default];

    public async Task RunWorkerAsync(WorkerSettings settings, JobBodies bodies, CancellationToken stop)
    {
        var node = settings.Node;
        var builder = UniversalNode.CreateBuilder(
        [
            $"--Node:Name=worker{node.Number}", $"--Node:SiloPort={node.SiloPort}", $"--Node:GatewayPort={node.GatewayPort}", $"--Node:DataFolder={node.Folder}",
            $"--Node:Slots={settings.Cluster.Slots}", $"--Repository:Path={BenchScripts.Write(node.Folder)}", "--Database:Engine=PostgreSql", $"--Database:ConnectionString={settings.Cluster.ConnectionString}",
            $"--urls=http://127.0.0.1:{node.HttpPort}", $"--Secrets:Key={settings.Cluster.SecretKey}", "--Logging:LogLevel:Default=Warning",
        ]);
        foreach (var body in Enum.GetValues<JobBody>())
            builder.Services.AddJobFunction(body.ToString(), (start, _, cancellationToken) => bodies.RunAsync(body, Slot(start), cancellationToken));
        await using var app = builder.Build();
        await app.Services.GetRequiredService<ISchemaMigrator>().MigrateAsync(stop);
        app.MapNode();
        await app.StartAsync(stop);
        bodies.Recorder.WorkerReady();
        await app.WaitForShutdownAsync(stop);
    }

    public async Task<ISystemClient> ConnectAsync(ClusterSettings cluster, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        // The environment can set Node:Tls:Mode for all processes of a run.
        builder.Configuration.AddEnvironmentVariables("UNIVERSAL_").AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Secrets:Key"] = cluster.SecretKey, ["Database:Engine"] = "PostgreSql", ["Database:ConnectionString"] = cluster.ConnectionString,
        });
        // Apart, for the key alone: the client shall not look after the database as a node does.
        var keys = new ServiceCollection().AddPersistence(builder.Configuration).BuildServiceProvider();
        builder.Services.AddSingleton<IClusterKeys>(new VaultKeys(keys.GetRequiredService<SecretVault>()));
        builder.UseOrleansClient(client => client
            .UseClusterTls(builder.Configuration)
            .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("universal", "universal"))
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", cluster.ConnectionString)));
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return new UniversalClient(host, cluster);
    }

    private static int Slot(AttemptStart start)
    {
        using var parameters = JsonDocument.Parse(start.Job.Parameters!);
        return parameters.RootElement.GetProperty("slot").GetInt32();
    }
}
