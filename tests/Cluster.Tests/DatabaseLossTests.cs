using System.Collections.Concurrent;
using System.Net;
using Universal.Jobs;
using Universal.Testing;

namespace Universal.Cluster.Tests;

public sealed class DatabaseLossTests
{
    // The grace that a node gives its database by default, and what a probe of it may take to notice.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Noticing = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Return = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Outages_OfEighteenFortyFiveAndHundredTwentySeconds_DegradeThenTakeOutAndLoseNoJob()
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 3,
            Scripts = new Dictionary<string, string> { ["work.sh"] = "sleep 0.3; echo worked" },
        });
        var ids = new ConcurrentQueue<long>();
        using var stop = new CancellationTokenSource();
        var load = Task.WhenAll(CreateAsync(cluster, ids, stop.Token), ReadAsync(cluster, stop.Token));
        await Eventually.IsTrueAsync("jobs run", TimeSpan.FromSeconds(60), () => ids.Count > 10);

        foreach (var seconds in new[] { 18, 45, 120 })
        {
            var outage = TimeSpan.FromSeconds(seconds);
            var started = System.Diagnostics.Stopwatch.StartNew();
            await cluster.Server!.StopImmediatelyAsync();
            using var watched = new CancellationTokenSource();
            var timelines = cluster.Nodes.Select(node => WatchAsync(node, started, watched.Token)).ToArray();
            await Eventually.IsTrueAsync("the outage is over", outage + TimeSpan.FromSeconds(10), () => started.Elapsed >= outage);
            await cluster.Server.StartServerAsync();
            var back = started.Elapsed;
            await Task.WhenAll(cluster.Nodes.Select(node => OnlineAsync(node, outage)));
            await watched.CancelAsync();

            foreach (var (node, timeline) in cluster.Nodes.Zip(await Task.WhenAll(timelines)))
            {
                var told = $"{node.Settings.Name}, {seconds} s: {string.Join(' ', timeline.Select(answer => $"{answer.At.TotalSeconds:0.0}={answer.Status}{(answer.NamesDatabase ? "d" : "")}"))}\n{node.LogTail(20)}";
                Assert.True(timeline.All(answer => answer.Status is 200 or 503), told);
                // One that takes 18 s is over before any load balancer hears of it.
                Assert.True(timeline.Where(answer => answer.At < Grace).All(answer => answer.Status == 200), told);
                Assert.True(timeline.Where(answer => answer.At > Noticing && answer.At < outage).All(answer => answer.NamesDatabase), told);
                Assert.True(timeline.Where(answer => answer.At > Grace + Noticing && answer.At < outage).All(answer => answer.Status == 503), told);
                Assert.True(timeline.Where(answer => answer.At > back + Return).All(answer => answer is { Status: 200, NamesDatabase: false }), told);
            }

            var before = ids.Count;
            await Eventually.IsTrueAsync("jobs are taken again", TimeSpan.FromSeconds(60), () => ids.Count > before + 5);
        }

        await stop.CancelAsync();
        await load;
        foreach (var id in ids)
        {
            var job = await cluster.Clients[0].WaitForFinalAsync(id, TimeSpan.FromSeconds(60));
            Assert.True((job.Status, job.Attempt) == (JobState.Completed, 1), $"job {id}: {job.Status}, attempt {job.Attempt}, {job.Reason}\n{cluster.Logs()}");
            Assert.Equal(["worked"], await cluster.Clients[0].ReadTextAsync(id));
        }

        Assert.All(cluster.Nodes, node => Assert.False(node.HasExited));
    }

    // 200 without the database among the reasons. Longer than it may take, so that the timeline tells what came instead.
    private static Task OnlineAsync(NodeProcess node, TimeSpan outage) => Eventually.IsTrueAsync(
        $"{node.Settings.Name} is ready again after {outage}", Return * 3, async () => await StatusAsync(node) is { Status: 200, NamesDatabase: false });

    private static async Task<IReadOnlyList<(TimeSpan At, int Status, bool NamesDatabase)>> WatchAsync(NodeProcess node, System.Diagnostics.Stopwatch since, CancellationToken stop)
    {
        var timeline = new List<(TimeSpan At, int Status, bool NamesDatabase)>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        do
        {
            var at = since.Elapsed;
            var (status, names) = await StatusAsync(node);
            timeline.Add((at, status, names));
        }
        while (!stop.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None));
        return timeline;
    }

    // As a load balancer asks: without a sign-in.
    private static async Task<(int Status, bool NamesDatabase)> StatusAsync(NodeProcess node)
    {
        using var http = new HttpClient { BaseAddress = node.Settings.Url, Timeout = TimeSpan.FromSeconds(10) };
        using var answer = await http.GetAsync("api/v1/status");
        return ((int)answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Contains("\"database_unavailable\"", StringComparison.Ordinal));
    }

    // No faster than the nodes run them: the last would wait for all before it.
    private static async Task CreateAsync(TestCluster cluster, ConcurrentQueue<long> ids, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            ids.Enqueue(await CreateAsync(cluster.Clients[i % cluster.Clients.Count], $"key-{i}"));
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private static async Task ReadAsync(TestCluster cluster, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            // 503 while the database is away.
            using var answer = await cluster.Clients[i % cluster.Clients.Count].Http.GetAsync("api/v1/job?take=5", CancellationToken.None);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task Start_BeforeTheDatabase_WaitsAndSaysSo()
    {
        await using var server = await PostgresServer.StartAsync();
        var database = await server.CreateDatabaseAsync();
        await server.StopImmediatelyAsync();
        var folder = Directory.CreateTempSubdirectory("universal-wait-");
        try
        {
            await using var node = NodeProcess.Start(new NodeSettings
            {
                Name = "node1", Engine = NodeDatabase.PostgreSql, ConnectionString = database, DataFolder = folder.FullName, RepositoryFolder = folder.FullName,
            });
            await node.WaitForCodeAsync("database_unavailable");
            await server.StartServerAsync();
            await node.WaitForStatusAsync(HttpStatusCode.OK);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<long> CreateAsync(ApiClient client, string key)
    {
        while (true)
        {
            try
            {
                return (await client.CreateJobAsync("work.sh", null, key)).Id;
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
            {
                // 503: the same key makes the repeat harmless.
                await Task.Delay(100);
            }
        }
    }
}
