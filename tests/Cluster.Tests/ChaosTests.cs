using Npgsql;
using Microsoft.Data.Sqlite;
using System.Data.Common;
using Universal.Jobs;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>Nodes die at random while jobs run: nothing is lost, nothing is done twice beyond what was promised.</summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const int Jobs = 300;
    private const int Kills = 20;

    // Each line is one write of less than a page: appended whole, whoever else writes.
    private const string Work = """
        echo "start $UNIVERSAL_JOB_ID $UNIVERSAL_ATTEMPT" >> "$UNIVERSAL_PARAM_LEDGER"
        sleep "$UNIVERSAL_PARAM_SECONDS"
        echo "end $UNIVERSAL_JOB_ID $UNIVERSAL_ATTEMPT" >> "$UNIVERSAL_PARAM_LEDGER"
        echo "worked in attempt $UNIVERSAL_ATTEMPT"
        """;

    [Theory]
    [InlineData(NodeDatabase.PostgreSql)]
    [InlineData(NodeDatabase.Sqlite)]
    public async Task Kill_NodesAtRandom_EveryJobEndsOnce(NodeDatabase database)
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 3,
            Database = database,
            Configure = (settings, _) => settings with { Slots = 4 },
            Scripts = new Dictionary<string, string>
            {
                ["again.sh"] = Work,
                ["once.sh"] = Work,
                [".universal/scripts.json"] = """[{"path":"again.sh","nodeLoss":"requeue"},{"path":"once.sh","nodeLoss":"fail"}]""",
            },
        });
        var ledger = Path.Combine(Path.GetDirectoryName(cluster.RepositoryFolder)!, "ledger");
        var random = new Random(7);

        // Every kill meets work: it comes after some of the jobs were created, and the killed node starts again while the next kill happens.
        var ids = new List<long>();
        var markers = new List<string>();
        var restarts = Enumerable.Repeat(Task.CompletedTask, cluster.Nodes.Count).ToArray();
        for (var kill = 0; kill < Kills; kill++)
        {
            var victim = random.Next(cluster.Nodes.Count);
            await restarts[victim];
            for (var i = 0; i < Jobs / Kills; i++)
            {
                // The last one runs on the victim, and long enough to be seen there.
                var last = i == Jobs / Kills - 1;
                var seconds = last ? "3" : Math.Round(random.NextDouble() * 3, 2).ToString(System.Globalization.CultureInfo.InvariantCulture);
                var script = ids.Count % 2 == 0 ? "again.sh" : "once.sh";
                (string, object?)[] more = last ? [("computer", cluster.Nodes[victim].Settings.Name)] : [];
                ids.Add(await CreateAsync(cluster, script, new { Ledger = ledger, Seconds = seconds }, $"key-{ids.Count}", more));
            }

            await Eventually.IsTrueAsync("a script runs on the victim", TimeSpan.FromSeconds(60), () => ProcessTable.WithMarker(cluster.Nodes[victim].Marker).Any(IsScript));
            markers.Add(cluster.Nodes[victim].Marker);
            await cluster.Nodes[victim].KillAsync();
            restarts[victim] = cluster.RestartAsync(victim);
        }

        await Task.WhenAll(restarts);
        await AllFinalAsync(cluster);

        var jobs = await ReadJobsAsync(cluster, database);
        Assert.Equal(ids.Order(), jobs.Keys.Order());
        var lines = (await File.ReadAllLinesAsync(ledger)).Select(line => line.Split(' ')).ToArray();
        var starts = lines.Where(line => line[0] == "start").ToLookup(line => long.Parse(line[1], null), line => int.Parse(line[2], null));
        var ends = lines.Where(line => line[0] == "end").ToLookup(line => long.Parse(line[1], null), line => int.Parse(line[2], null));
        foreach (var (id, job) in jobs)
        {
            Assert.True(job.State.IsFinal());
            // No attempt ran twice, and none after the recorded one.
            Assert.Equal(starts[id].Distinct(), starts[id]);
            Assert.All(starts[id], attempt => Assert.InRange(attempt, 1, job.Attempt));
            if (job.Script == "once.sh")
            {
                Assert.InRange(starts[id].Count(), 0, 1);
                Assert.True(job.State == JobState.Completed ? ends[id].Count() == 1 : job.State == JobState.Failed);
            }
            else
            {
                Assert.True(job.State == JobState.Completed, $"job {id} is {job.State}: {job.Reason}");
                Assert.Contains(job.Attempt, ends[id]);
            }

            // Once an attempt has written, no earlier one was let in any more.
            var written = await cluster.Clients[0].ReadOutputAsync(id);
            Assert.Equal(written.Select(record => record.Attempt).Order(), written.Select(record => record.Attempt));
            if (job.State == JobState.Completed) Assert.Single(written, record => record.Text == $"worked in attempt {job.Attempt}");
        }

        foreach (var marker in markers)
            await Eventually.IsTrueAsync("no process of a killed node is left", TimeSpan.FromSeconds(20), () => ProcessTable.WithMarker(marker).Count == 0);
        output.WriteLine($"{jobs.Count} jobs, {markers.Count} kills, {jobs.Values.Sum(job => job.Attempt) - jobs.Count} attempts lost, "
            + $"{jobs.Values.Count(job => job.State == JobState.Failed)} failed by their rule");
    }

    private static bool IsScript(int processId) => ProcessTable.CommandLine(processId).StartsWith("sleep", StringComparison.Ordinal);

    /// <summary>Asks node after node until one has taken it: with the same key, so that a lost answer does not make two.</summary>
    private static async Task<long> CreateAsync(TestCluster cluster, string script, object parameters, string key, (string, object?)[] more)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                return (await cluster.Clients[i % cluster.Clients.Count].CreateJobAsync(script, parameters, key, more)).Id;
            }
            catch (Exception error) when (i < 500 && error is HttpRequestException { StatusCode: null or System.Net.HttpStatusCode.ServiceUnavailable } or TaskCanceledException)
            {
                await Task.Delay(50);
            }
        }
    }

    private static async Task AllFinalAsync(TestCluster cluster)
    {
        var last = "";
        try
        {
            await Eventually.IsTrueAsync("all jobs are final", TimeSpan.FromMinutes(3), async () =>
            {
                try
                {
                    last = await cluster.Clients[0].Http.GetStringAsync("api/v1/job?take=20&status=Queued&status=Running&status=WaitingOnFeedback&status=Canceling");
                    return last.Contains("\"page\":[]", StringComparison.Ordinal);
                }
                catch (HttpRequestException error)
                {
                    last = error.Message;
                    return false;
                }
            });
        }
        catch (TimeoutException error)
        {
            throw new TimeoutException($"{error.Message}; last seen: {last}\n{cluster.Logs(100)}", error);
        }
    }

    private static async Task<Dictionary<long, (string Script, JobState State, int Attempt, string? Reason)>> ReadJobsAsync(TestCluster cluster, NodeDatabase database)
    {
        await using DbConnection connection = database == NodeDatabase.Sqlite
            ? new SqliteConnection(cluster.ConnectionString)
            : new NpgsqlConnection(cluster.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, script, state, attempt, reason FROM job";
        var jobs = new Dictionary<long, (string, JobState, int, string?)>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            jobs.Add(reader.GetInt64(0), (reader.GetString(1), (JobState)reader.GetInt32(2), reader.GetInt32(3), reader.IsDBNull(4) ? null : reader.GetString(4)));
        return jobs;
    }
}
