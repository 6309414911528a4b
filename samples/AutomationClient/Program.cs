// Runs a script on a cluster and follows its output, through grains: no HTTP, no token. The program proves with a certificate that it may call; with it, it
// may do everything. The nodes need Node:GatewayPort. On a node, once:
//
//   dotnet Universal.Silo.dll certificate --name automation --out automation.pem
//
// Then:
//
//   dotnet run --project samples/AutomationClient -- --Node:Tls:CertificateFile automation.pem --engine PostgreSql --connection "Host=..." --script hello.ps1 --parameters '{"Name":"Ada"}'
//
// Exit code: 0 the job completed (also with warnings), 1 it ended otherwise, 2 it could not be created.
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Universal.Connections;
using Universal.Jobs;
using Universal.Samples.AutomationClient;

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
var script = builder.Configuration["script"] ?? throw new ArgumentException("Give --script PATH.");
var cluster = builder.Configuration["cluster"] ?? "universal";

builder.UseOrleansClient(client => client
    .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster, cluster))
    .UseClusterTls(builder.Configuration)
    .UseAdoNetClustering(options =>
    {
        options.ConnectionString = builder.Configuration["connection"] ?? throw new ArgumentException("Give --connection STRING.");
        options.Invariant = builder.Configuration["engine"]?.ToUpperInvariant() switch
        {
            "POSTGRESQL" => "Npgsql",
            "SQLSERVER" => "Microsoft.Data.SqlClient",
            null or "SQLITE" => "System.Data.SQLite",
            var engine => throw new ArgumentException($"--engine {engine} is not one of PostgreSql, SqlServer, Sqlite."),
        };
    }));

using var host = builder.Build();
await host.StartAsync();
var grains = host.Services.GetRequiredService<IGrainFactory>();

// The key makes this call repeatable: after a lost answer the same job comes back instead of a second one.
var request = new JobRequest { Script = script, Parameters = builder.Configuration["parameters"], Identity = "automation-client", IdempotencyKey = Guid.NewGuid().ToString("N") };
var created = await grains.GetGrain<IJobsGrain>(0).Create(request);
if (created.Job is not { } job)
{
    foreach (var (field, messages) in created.Errors) Console.Error.WriteLine($"{field}: {string.Join(' ', messages)}");
    return 2;
}

var ended = await new JobFollower(grains).FollowAsync(job.Id, output => Console.WriteLine($"[{output.Stream}] {output.Text}"));
Console.WriteLine($"Job {ended.Id} ended as {ended.State} on node {ended.Node}. {ended.Reason}");
await host.StopAsync();
return ended.State is JobState.Completed or JobState.Warning ? 0 : 1;
