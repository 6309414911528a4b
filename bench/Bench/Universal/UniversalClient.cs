using System.Globalization;
using Bench.Measuring;
using Bench.Running;
using Bench.Systems;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans.Runtime;
using Universal.Errors;
using Universal.Jobs;
using Universal.Testing;

namespace Bench.Universal;

/// <summary>Asks Universal for jobs as a program on its own does, through grains, and reads its tables.</summary>
public sealed class UniversalClient(IHost host, ClusterSettings cluster) : ISystemClient
{
    private static readonly TimeSpan RequestLimit = TimeSpan.FromMinutes(1);
    private readonly IGrainFactory _grains = host.Services.GetRequiredService<IGrainFactory>();
    private readonly IJobsGrain _jobs = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IJobsGrain>(0);
    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(cluster.ConnectionString);

    public bool KeepsEndedJobs => true;

    public async Task EnqueueAsync(JobBody body, int slot, CancellationToken cancellationToken)
    {
        var parameters = string.Create(CultureInfo.InvariantCulture, $$"""{"slot":{{slot}}}""");
        var request = new JobRequest { Script = body.ToString(), Parameters = parameters };
        if (body == JobBody.Noop)
        {
            var result = await _jobs.Create(request, cancellationToken);
            if (result.Status != CreateJobStatus.Created) throw new InvalidOperationException($"{body}: {result.Status}");
            return;
        }

        // Nodes are killed around these, or the database is: with a key the request can be repeated.
        request = request with { IdempotencyKey = string.Create(CultureInfo.InvariantCulture, $"{body}-{slot}") };
        await Eventually.IsTrueAsync($"{body} {slot} is asked for", RequestLimit, async () =>
        {
            try
            {
                var result = await _jobs.Create(request, cancellationToken);
                return result.Status is CreateJobStatus.Created or CreateJobStatus.Existing ? true : throw new InvalidOperationException($"{body}: {result.Status}");
            }
            catch (Exception e) when (e is OrleansException or TimeoutException or DatabaseUnavailableException)
            {
                return false;
            }
        });
    }

    public async Task ScheduleAsync(IReadOnlyList<DateTimeOffset> due, CancellationToken cancellationToken)
    {
        var lines = due.Index().Select(item => string.Create(
            CultureInfo.InvariantCulture,
            $"New-PSUSchedule -Name 's{item.Index}' -Script 'Noop' -Cron '{item.Item.Second} {item.Item.Minute} {item.Item.Hour} * * *' -slot {item.Index}")).ToArray();
        foreach (var worker in cluster.Workers) BenchScripts.WriteSchedules(worker.Folder, lines);
        await Eventually.IsTrueAsync("the schedules are known", RequestLimit, async () =>
        {
            await using var command = _database.CreateCommand("SELECT count(*) FROM schedule_state");
            return (long)(await command.ExecuteScalarAsync(cancellationToken))! == due.Count;
        });
    }

    public async Task<bool> AllEndedAsync(CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand("SELECT NOT EXISTS (SELECT 1 FROM job WHERE final_state IS NULL)");
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task SeedEndedAsync(int count, CancellationToken cancellationToken)
    {
        // Copies of a job that really ended, older than all others: their numbers are negative.
        await using var columns = _database.CreateCommand(
            "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns WHERE table_name = 'job' AND column_name <> 'id'");
        var names = (string)(await columns.ExecuteScalarAsync(cancellationToken))!;
        await using var command = _database.CreateCommand(string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO job (id, {names})
            SELECT least(oldest.id, 0) - g, {names}
            FROM generate_series(1, {count}) g, (SELECT min(id) AS id FROM job) oldest,
                 (SELECT {names} FROM job WHERE final_state IS NOT NULL ORDER BY id DESC LIMIT 1) model
            """));
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task WatchEndsAsync(CancellationToken cancellationToken)
    {
        // Every write that leaves a job final counts, also one that would say it again.
        await using var command = _database.CreateCommand("""
            CREATE TABLE bench_end (job_id bigint NOT NULL);
            CREATE FUNCTION bench_end() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO bench_end VALUES (NEW.id); RETURN NULL; END $$;
            CREATE TRIGGER bench_end AFTER UPDATE ON job FOR EACH ROW WHEN (NEW.final_state IS NOT NULL) EXECUTE FUNCTION bench_end();
            """);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<(int Ended, int EndedTwice)> CountEndsAsync(CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(
            "SELECT count(*)::int, (count(*) FILTER (WHERE ends > 1))::int FROM (SELECT count(*) AS ends FROM bench_end GROUP BY job_id) jobs");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt32(0), reader.GetInt32(1));
    }

    /// <summary>Runs a script and watches it through grains.</summary>
    public Task<ScriptTimes> RunScriptAsync(string script) => ScriptWatch.RunAsync(_grains, script);

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        await _database.DisposeAsync();
    }
}
