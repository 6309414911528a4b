using System.Diagnostics;
using System.Net;
using Universal.Jobs;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>Nodes of one machine that share an SQLite file.</summary>
public sealed class SqliteClusterTests
{
    [Fact]
    public async Task Create_ForTheOtherNode_RunsThereAndCanBeReadHere()
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 2,
            Database = NodeDatabase.Sqlite,
            Scripts = new Dictionary<string, string> { ["where.sh"] = "echo \"$UNIVERSAL_NODE\"", ["files.sh"] = "umask; stat -c %a ." },
        });
        foreach (var (here, there) in ((int, int)[])[(0, 1), (1, 0)])
        {
            var job = await cluster.Clients[here].CreateJobAsync("where.sh", more: ("computer", $"node{there + 1}"));
            Assert.Equal(JobState.Completed, (await cluster.Clients[here].WaitForFinalAsync(job.Id)).Status);
            Assert.Equal([$"node{there + 1}"], await cluster.Clients[here].ReadTextAsync(job.Id));
            Assert.Equal([$"node{there + 1}"], await cluster.Clients[there].ReadTextAsync(job.Id));
        }

        if (OperatingSystem.IsWindows()) return;
        // Nobody else of the machine reads what a node keeps, although the folder was made for all; scripts have the mask that the node was started with.
        var database = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(cluster.ConnectionString).DataSource;
        foreach (var path in new[] { database, database + "-wal", database + "-shm", Path.Combine(Path.GetDirectoryName(database)!, "universal.key") }.Where(File.Exists))
            Assert.True(File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), $"{path}: {File.GetUnixFileMode(path)}");
        foreach (var node in cluster.Nodes) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(node.Settings.DataFolder));
        var files = await cluster.Clients[0].CreateJobAsync("files.sh");
        await cluster.Clients[0].WaitForFinalAsync(files.Id);
        var seen = await cluster.Clients[0].ReadTextAsync(files.Id);
        Assert.NotEqual("0077", seen[0]);
        Assert.Equal("700", seen[1]);
    }

    // With PostgreSQL, and under load: LoadBalancerTests.
    [Fact]
    public async Task Restart_NodesOneAfterTheOther_NoErrorIsLogged()
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 3,
            Database = NodeDatabase.Sqlite,
            StartLimit = TimeSpan.FromMinutes(3),
            Scripts = new Dictionary<string, string> { ["where.sh"] = "echo \"$UNIVERSAL_NODE\"" },
        });
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(0, await cluster.Nodes[i].StopAsync());
            await cluster.RestartAsync(i);
            var job = await cluster.Clients[i].CreateJobAsync("where.sh", more: ("computer", $"node{i + 1}"));
            Assert.Equal(JobState.Completed, (await cluster.Clients[i].WaitForFinalAsync(job.Id)).Status);
        }

        Assert.Empty(cluster.SevereLines());
    }

    [Fact]
    public async Task Terminate_WithNotice_SaysSoAtOnceAndServesMeanwhile()
    {
        var notice = TimeSpan.FromSeconds(8);
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 1,
            Database = NodeDatabase.Sqlite,
            Overrides = new Dictionary<string, string?> { ["UNIVERSAL_Node__DrainNotice"] = $"{notice}" },
        });
        var (node, client) = (cluster.Nodes[0], cluster.Clients[0]);
        var watch = Stopwatch.StartNew();
        var stopped = node.StopAsync();
        await node.WaitForStatusAsync(HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5));
        using (var drain = await client.Http.GetAsync("api/v1/status/drain")) Assert.Equal(HttpStatusCode.NotFound, drain.StatusCode);
        using (var served = await client.Http.GetAsync("api/v1/me"))
        {
            Assert.True(watch.Elapsed < notice, $"too slow to tell: {watch.Elapsed}");
            Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        }

        Assert.Equal(0, await stopped);
        Assert.True(watch.Elapsed >= notice, $"gave notice for {watch.Elapsed} only");
    }
}
