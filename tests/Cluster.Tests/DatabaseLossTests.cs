using System.Collections.Concurrent;
using System.Net;
using Universal.Jobs;
using Universal.Testing;

namespace Universal.Cluster.Tests;

public sealed class DatabaseLossTests
{
    [Fact]
    public async Task Restart_InTheMiddleOfALoad_LosesNothingAndNoNode()
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 2,
            Scripts = new Dictionary<string, string> { ["work.sh"] = "sleep 0.3; echo worked" },
        });
        var ids = new ConcurrentQueue<long>();
        using var stop = new CancellationTokenSource();
        var creating = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                ids.Enqueue(await CreateAsync(cluster.Clients[i % 2], $"key-{i}"));
                // No faster than the nodes run them: the last would wait for all before it.
                await Task.Delay(50);
            }
        });
        await Eventually.IsTrueAsync("jobs run", TimeSpan.FromSeconds(60), () => ids.Count > 20);

        await cluster.Server!.StopImmediatelyAsync();
        await cluster.Nodes[0].WaitForCodeAsync("database_unavailable");
        await cluster.Server.StartServerAsync();
        var returned = System.Diagnostics.Stopwatch.StartNew();

        var before = ids.Count;
        await Eventually.IsTrueAsync("jobs are taken again", TimeSpan.FromSeconds(60), () => ids.Count > before + 5);
        var dispatched = await cluster.Clients[1].WaitForFinalAsync(ids.Last(), TimeSpan.FromSeconds(60));
        Assert.Equal(JobState.Completed, dispatched.Status);
        Assert.True(returned.Elapsed < TimeSpan.FromSeconds(60), $"dispatch came back after {returned.Elapsed}");
        await stop.CancelAsync();
        await creating;

        foreach (var id in ids)
        {
            var job = await cluster.Clients[0].WaitForFinalAsync(id, TimeSpan.FromSeconds(60));
            Assert.Equal((JobState.Completed, 1), (job.Status, job.Attempt));
            Assert.Equal(["worked"], await cluster.Clients[0].ReadTextAsync(id));
        }

        Assert.All(cluster.Nodes, node => Assert.False(node.HasExited));
        await Task.WhenAll(cluster.Nodes.Select(node => node.WaitForStatusAsync(HttpStatusCode.OK)));
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
