using Bench.Measuring;
using Bench.Running;
using Bench.Systems;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Bench.Quartz;

/// <summary>Quartz.NET, clustered, with its ADO.NET store on PostgreSQL. It makes its tables itself.</summary>
public sealed class QuartzSystem : ISystemUnderTest
{
    public string Key => "quartz";

    public string Title => "Quartz 4.7.3";

    public IReadOnlyList<Variant> Variants => [Variant.Default, Variant.Fastest];

    public async Task RunWorkerAsync(WorkerSettings settings, JobBodies bodies, CancellationToken stop)
    {
        using var host = Build(settings.Cluster, $"worker{settings.Node.Number}", bodies);
        await host.StartAsync(stop);
        bodies.Recorder.WorkerReady();
        await host.WaitForShutdownAsync(stop);
    }

    public async Task<ISystemClient> ConnectAsync(ClusterSettings cluster, CancellationToken cancellationToken)
    {
        // A scheduler that is never started takes no jobs: it only writes them.
        var host = Build(cluster, "client", null);
        var scheduler = await host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(cancellationToken);
        var client = new QuartzClient(host, scheduler, cluster.ConnectionString);
        await client.AddJobsAsync(cancellationToken);
        return client;
    }

    private static IHost Build(ClusterSettings cluster, string instance, JobBodies? bodies)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning);
        if (bodies is not null) builder.Services.AddSingleton(bodies);
        builder.Services.AddQuartz(quartz =>
        {
            var fastest = cluster.Variant == Variant.Fastest;
            quartz.ConfigureScheduler(options =>
            {
                options.InstanceName = "bench";
                options.InstanceId = instance;
                if (fastest) options.IdleWaitTime = TimeSpan.FromSeconds(1);
            });
            if (fastest) quartz.UseDefaultThreadPool(cluster.Slots);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(cluster.ConnectionString);
                store.ProvisionSchema();
                store.UseClustering(options =>
                {
                    if (!fastest) return;
                    options.CheckinInterval = TimeSpan.FromSeconds(1);
                    options.CheckinMisfireThreshold = TimeSpan.FromSeconds(1);
                });
            });
        });
        if (bodies is not null) builder.Services.AddQuartzHostedService();
        return builder.Build();
    }
}
