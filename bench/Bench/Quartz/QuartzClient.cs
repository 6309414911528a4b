using Bench.Measuring;
using Bench.Systems;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Quartz;

namespace Bench.Quartz;

/// <summary>Asks Quartz for jobs and reads its tables.</summary>
public sealed class QuartzClient(IHost host, IScheduler scheduler, string connectionString) : ISystemClient
{
    private static readonly JobBody[] Others = [JobBody.Hold, JobBody.Short, JobBody.Long, JobBody.Deaf];
    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(connectionString);

    public bool KeepsEndedJobs => false;

    /// <summary>Stores the jobs; asking for one then writes a trigger only, which is the cheapest way that Quartz has.</summary>
    public async Task AddJobsAsync(CancellationToken cancellationToken)
    {
        await scheduler.AddJob(JobBuilder.Create<NoopJob>().WithIdentity(Key(JobBody.Noop)).StoreDurably().Build(), new AddJobOptions(), cancellationToken);
        foreach (var body in Others)
        {
            var job = JobBuilder.Create<BodyJob>().WithIdentity(Key(body)).StoreDurably().RequestRecovery().Build();
            await scheduler.AddJob(job, new AddJobOptions(), cancellationToken);
        }
    }

    public async Task EnqueueAsync(JobBody body, int slot, CancellationToken cancellationToken) =>
        await scheduler.TriggerJob(Key(body), new JobDataMap { ["slot"] = slot }, cancellationToken);

    public async Task ScheduleAsync(IReadOnlyList<DateTimeOffset> due, CancellationToken cancellationToken)
    {
        foreach (var (slot, time) in due.Index())
        {
            var trigger = TriggerBuilder.Create().WithIdentity($"s{slot}").ForJob(Key(JobBody.Noop)).UsingJobData("slot", slot)
                .WithCronSchedule($"{time.Second} {time.Minute} {time.Hour} * * ?", cron => cron.InTimeZone(TimeZoneInfo.Utc)).Build();
            await scheduler.ScheduleJob(trigger, new ScheduleJobOptions(), cancellationToken);
        }
    }

    public async Task<bool> AllEndedAsync(CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand("SELECT NOT EXISTS (SELECT 1 FROM qrtz_triggers) AND NOT EXISTS (SELECT 1 FROM qrtz_fired_triggers)");
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public Task SeedEndedAsync(int count, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task WatchEndsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<(int Ended, int EndedTwice)> CountEndsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public async ValueTask DisposeAsync()
    {
        await scheduler.Shutdown(waitForJobsToComplete: false, CancellationToken.None);
        host.Dispose();
        await _database.DisposeAsync();
    }

    private static JobKey Key(JobBody body) => new(body.ToString());
}
