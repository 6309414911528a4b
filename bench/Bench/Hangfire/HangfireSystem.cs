using Bench.Measuring;
using Bench.Running;
using Bench.Systems;
using Hangfire;
using Hangfire.PostgreSql;

namespace Bench.Hangfire;

/// <summary>Hangfire with its PostgreSQL storage.</summary>
public sealed class HangfireSystem : ISystemUnderTest
{
    public string Key => "hangfire";

    public string Title => "Hangfire 1.8.25";

    public IReadOnlyList<Variant> Variants => [Variant.Default, Variant.Fastest];

    public async Task RunWorkerAsync(WorkerSettings settings, JobBodies bodies, CancellationToken stop)
    {
        HangfireJobs.Bodies = bodies;
        var storage = Storage(settings.Cluster);
        var options = new BackgroundJobServerOptions { ServerName = $"worker{settings.Node.Number}" };
        if (settings.Cluster.Variant == Variant.Fastest) (options.WorkerCount, options.SchedulePollingInterval) = (settings.Cluster.Slots, TimeSpan.FromSeconds(1));
        using var server = new BackgroundJobServer(options, storage);
        bodies.Recorder.WorkerReady();
        await Task.Delay(Timeout.Infinite, stop).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    public Task<ISystemClient> ConnectAsync(ClusterSettings cluster, CancellationToken cancellationToken) =>
        Task.FromResult<ISystemClient>(new HangfireClient(cluster.ConnectionString, Storage(cluster)));

    private static PostgreSqlStorage Storage(ClusterSettings cluster)
    {
        var options = new PostgreSqlStorageOptions();
        if (cluster.Variant == Variant.Fastest)
        {
            options.EnableLongPolling = true;
            options.QueuePollInterval = TimeSpan.FromMilliseconds(50);
            options.UseSlidingInvisibilityTimeout = true;
            options.InvisibilityTimeout = TimeSpan.FromSeconds(5);
        }

        GlobalConfiguration.Configuration.UsePostgreSqlStorage(setup => setup.UseNpgsqlConnection(cluster.ConnectionString), options);
        return (PostgreSqlStorage)JobStorage.Current;
    }
}
