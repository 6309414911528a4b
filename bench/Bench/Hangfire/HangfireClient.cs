using Bench.Measuring;
using Bench.Systems;
using Hangfire;
using Npgsql;

namespace Bench.Hangfire;

/// <summary>Asks Hangfire for jobs and reads its tables.</summary>
public sealed class HangfireClient(string connectionString, JobStorage storage) : ISystemClient
{
    private readonly BackgroundJobClient _jobs = new(storage);
    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(connectionString);

    public bool KeepsEndedJobs => true;

    // The library only has blocking calls here, which is what its users have.
    public Task EnqueueAsync(JobBody body, int slot, CancellationToken cancellationToken) => Task.Run(
        () => body == JobBody.Noop
            ? _jobs.Enqueue(() => HangfireJobs.Noop(slot))
            : _jobs.Enqueue(() => HangfireJobs.RunAsync(body, slot, CancellationToken.None)),
        cancellationToken);

    public Task ScheduleAsync(IReadOnlyList<DateTimeOffset> due, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var schedules = new RecurringJobManager(storage);
            foreach (var (slot, time) in due.Index())
            {
                schedules.AddOrUpdate(
                    $"s{slot}", () => HangfireJobs.Noop(slot), $"{time.Second} {time.Minute} {time.Hour} * * *", new RecurringJobOptions { TimeZone = TimeZoneInfo.Utc });
            }
        },
        cancellationToken);

    public async Task<bool> AllEndedAsync(CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(
            "SELECT NOT EXISTS (SELECT 1 FROM hangfire.job WHERE statename IS NULL OR statename NOT IN ('Succeeded', 'Failed', 'Deleted'))");
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task SeedEndedAsync(int count, CancellationToken cancellationToken)
    {
        // A copy of a job that really ended, with its states, for each.
        await using var command = _database.CreateCommand($"""
            WITH model AS (SELECT * FROM hangfire.job WHERE statename = 'Succeeded' ORDER BY id LIMIT 1),
                 added AS (
                   INSERT INTO hangfire.job (stateid, statename, invocationdata, arguments, createdat, expireat)
                   SELECT model.stateid, model.statename, model.invocationdata, model.arguments, model.createdat, model.expireat
                   FROM model, generate_series(1, {count}) RETURNING id)
            INSERT INTO hangfire.state (jobid, name, reason, createdat, data)
            SELECT added.id, s.name, s.reason, s.createdat, s.data
            FROM added, hangfire.state s JOIN model ON s.jobid = model.id
            """);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // It keeps a row for each state that a job had.
    public Task WatchEndsAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<(int Ended, int EndedTwice)> CountEndsAsync(CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand("""
            SELECT count(*)::int, (count(*) FILTER (WHERE ends > 1))::int
            FROM (SELECT count(*) AS ends FROM hangfire.state WHERE name = 'Succeeded' GROUP BY jobid) jobs
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt32(0), reader.GetInt32(1));
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
