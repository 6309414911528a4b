using System.Net;
using Npgsql;
using Universal.Jobs;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>Single nodes die, freeze or stop, one at a time.</summary>
public sealed class NodeDeathTests
{
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["long.sh"] = "echo \"attempt $UNIVERSAL_ATTEMPT\"; sleep ${UNIVERSAL_PARAM_SECONDS:-600}; echo done",
        ["once.sh"] = "echo \"attempt $UNIVERSAL_ATTEMPT\"; sleep 600",
        ["stubborn.sh"] = "trap '' TERM; echo ready; while true; do sleep 1; done",
        [".universal/scripts.json"] = """[{"path":"once.sh","nodeLoss":"fail"}]""",
    };

    [Fact]
    public async Task Kill_NodeWithRunningJobs_FollowsTheirRuleAndLeavesNoProcess()
    {
        await using var cluster = await StartAsync(3);
        var again = await cluster.Clients[0].CreateJobAsync("long.sh", more: ("computer", "tags:victim"));
        var victim = (await RunningWithOutputAsync(cluster.Clients[0], again.Id)).ComputerName == "node2" ? 1 : 2;
        var once = await cluster.Clients[0].CreateJobAsync("once.sh", more: ("computer", $"node{victim + 1}"));
        await RunningWithOutputAsync(cluster.Clients[0], once.Id);
        var marker = cluster.Nodes[victim].Marker;

        await cluster.Nodes[victim].KillAsync();

        // The other node with the tag takes it.
        var retaken = await cluster.Clients[0].WaitForJobAsync(again.Id, "the second attempt", job => job is { Attempt: 2, Status: JobState.Running });
        Assert.Equal($"node{4 - victim}", retaken.ComputerName);
        var failed = await cluster.Clients[0].WaitForFinalAsync(once.Id);
        Assert.Equal((JobState.Failed, 1), (failed.Status, failed.Attempt));
        Assert.Contains($"node{victim + 1}", failed.Reason, StringComparison.Ordinal);
        await Eventually.IsTrueAsync("its scripts are gone", TimeSpan.FromSeconds(20), () => ProcessTable.WithMarker(marker).Count == 0);
    }

    [Fact]
    public async Task Kill_NodeThatStoredJobsAndToldNobody_JobsRun()
    {
        await using var cluster = await StartAsync(2);
        await using (var database = NpgsqlDataSource.Create(cluster.ConnectionString))
        await using (var insert = database.CreateCommand("""
            INSERT INTO job (id, script, environment, state, attempt, node, node_incarnation, target, priority, parameters, retained, created_at, retries_used, version)
            VALUES (900001, 'long.sh', 'bash', 0, 0, NULL, NULL, 'node:node1', 0, '{"Seconds":"0"}', false, now(), 0, 1),
                   (900002, 'long.sh', 'bash', 1, 1, 'gone', '127.0.0.1:1@1', 'node:node1', 0, '{"Seconds":"0"}', false, now(), 0, 2)
            """))
        {
            await insert.ExecuteNonQueryAsync();
        }

        await cluster.Nodes[1].KillAsync();

        var queued = await EndAsync(cluster.Clients[0], 900001);
        var leased = await EndAsync(cluster.Clients[0], 900002);
        Assert.True((queued, leased) == ((JobState.Completed, 1), (JobState.Completed, 2)), $"{queued}, {leased}\n{cluster.Logs(200)}");
    }

    [Fact]
    public async Task Kill_WholeCluster_StartsAgainAtOnceAndGoesOn()
    {
        await using var cluster = await StartAsync(3);
        var job = await cluster.Clients[0].CreateJobAsync("long.sh", new { Seconds = "2" });
        await RunningWithOutputAsync(cluster.Clients[0], job.Id);

        await Task.WhenAll(cluster.Nodes.Select(node => node.KillAsync()));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(cluster.RestartAsync));

        // Four times the promised time, for a busy machine: this is not the measurement of it.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"took {watch.Elapsed}");
        var ended = await cluster.Clients[0].WaitForFinalAsync(job.Id);
        Assert.Equal(JobState.Completed, ended.Status);
    }

    [Fact]
    public async Task Freeze_Shortly_IsNotDeath()
    {
        await using var cluster = await StartAsync(3);
        var job = await cluster.Clients[0].CreateJobAsync("long.sh", new { Seconds = "8" }, null, ("computer", "node2"));
        await RunningWithOutputAsync(cluster.Clients[0], job.Id);

        await cluster.Nodes[1].SuspendAsync(TimeSpan.FromSeconds(3));

        var ended = await cluster.Clients[0].WaitForFinalAsync(job.Id);
        Assert.Equal((JobState.Completed, 1, "node2"), (ended.Status, ended.Attempt, ended.ComputerName));
        Assert.False(cluster.Nodes[1].HasExited);
    }

    [Fact]
    public async Task Freeze_ForLong_IsDeathAndLateWritesAreRefused()
    {
        await using var cluster = await StartAsync(3);
        var job = await cluster.Clients[0].CreateJobAsync("long.sh", new { Seconds = "70" }, null, ("computer", "tags:victim"));
        var first = await RunningWithOutputAsync(cluster.Clients[0], job.Id);
        var frozen = first.ComputerName == "node2" ? 1 : 2;
        var marker = cluster.Nodes[frozen].Marker;

        await cluster.Nodes[frozen].SuspendAsync();
        var second = await cluster.Clients[0].WaitForJobAsync(job.Id, "the second attempt", seen => seen is { Attempt: 2, Status: JobState.Running });
        Assert.NotEqual(first.ComputerName, second.ComputerName);
        // The host of the first attempt hears nothing from its node any more and kills its script, long before the node wakes.
        await Eventually.IsTrueAsync("the script of the frozen node is gone", TimeSpan.FromSeconds(30), 
            () => !ProcessTable.WithMarker(marker).Any(id => ProcessTable.CommandLine(id).StartsWith("sleep", StringComparison.Ordinal)));
        await Task.Delay(TimeSpan.FromSeconds(45));
        await cluster.Nodes[frozen].ResumeAsync();

        // Awake, it finds that it was declared dead, and goes.
        await Eventually.IsTrueAsync("the node that woke up ends", TimeSpan.FromSeconds(30), () => cluster.Nodes[frozen].HasExited);
        await Eventually.IsTrueAsync("nothing of it is left", TimeSpan.FromSeconds(20), () => ProcessTable.WithMarker(marker).Count == 0);
        var ended = await cluster.Clients[0].WaitForFinalAsync(job.Id, TimeSpan.FromSeconds(90));
        Assert.Equal((JobState.Completed, 2), (ended.Status, ended.Attempt));
        Assert.Equal(
            [(1, "attempt 1"), (2, "attempt 2"), (2, "done")],
            (await cluster.Clients[0].ReadOutputAsync(job.Id)).Select(record => (record.Attempt, record.Text)));
    }

    [Fact]
    public async Task Terminate_NodeWithRunningJobs_HandsThemOver()
    {
        await using var cluster = await StartAsync(2, ("UNIVERSAL_Node__DrainTimeout", "00:00:06"), ("UNIVERSAL_Jobs__CancelGrace", "00:00:01"));
        var again = await cluster.Clients[0].CreateJobAsync("stubborn.sh");
        for (var i = 0; (await RunningWithOutputAsync(cluster.Clients[0], again.Id)).ComputerName != "node2"; i++)
        {
            Assert.True(i < 20, "no job came to node2");
            again = await cluster.Clients[0].CreateJobAsync("stubborn.sh");
        }

        // It ends within the drain, the stubborn one does not.
        var brief = await cluster.Clients[0].CreateJobAsync("long.sh", new { Seconds = "2" }, null, ("computer", "node2"));
        await RunningWithOutputAsync(cluster.Clients[0], brief.Id);
        Assert.Equal(0, await cluster.Nodes[1].StopAsync());

        Assert.Equal((JobState.Completed, 1), await EndAsync(cluster.Clients[0], brief.Id));
        var moved = await cluster.Clients[0].WaitForJobAsync(again.Id, "the second attempt", job => job is { Attempt: 2, Status: JobState.Running });
        Assert.Equal("node1", moved.ComputerName);
    }

    [Fact]
    public async Task Start_NameOfALivingNode_SaysSo()
    {
        await using var cluster = await StartAsync(1);
        var twin = cluster.Nodes[0].Settings with { HttpPort = FreePort.Take(), SiloPort = FreePort.Take() };
        await using var second = NodeProcess.Start(twin);
        await second.WaitForStatusAsync(HttpStatusCode.InternalServerError);
        await second.WaitForCodeAsync("node_name_taken");
        await second.WaitForLogAsync("Node:Name");
    }

    [Theory]
    [InlineData("a node with spaces", "Node:Name,Node:Slots,Jobs:MaxOutputBytes", "Jobs__MaxOutputBytes=1", "Node__Slots=0")]
    [InlineData("node1", "Node:Address,Node:SiloPort,Node:Url", "Node__Address=nowhere", "Node__SiloPort=70000", "Node__Url=nowhere")]
    [InlineData("node1", "Node:Slots", "Node__Slots=many")]
    [InlineData("node1", "Node:DataFolder", "Node__DataFolder= ")]
    public async Task Start_WrongConfiguration_NamesEveryFault(string name, string faults, params string[] variables)
    {
        var folder = Directory.CreateTempSubdirectory("universal-fault-");
        try
        {
            var settings = new NodeSettings
            {
                Name = name,
                Engine = NodeDatabase.Sqlite,
                ConnectionString = $"Data Source={Path.Combine(folder.FullName, "universal.db")}",
                DataFolder = folder.FullName,
                RepositoryFolder = folder.FullName,
                Overrides = variables.Select(variable => variable.Split('=')).ToDictionary(pair => $"UNIVERSAL_{pair[0]}", pair => (string?)pair[1]),
            };
            await using var node = NodeProcess.Start(settings);
            await node.WaitForStatusAsync(HttpStatusCode.InternalServerError);
            await node.WaitForCodeAsync("configuration_invalid");
            foreach (var fault in faults.Split(',')) await node.WaitForLogAsync(fault);
            await node.WaitForLogAsync("The node does not start with these faults.");
            Assert.Equal(0, await node.StopAsync());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<TestCluster> StartAsync(int nodes, params (string Name, string? Value)[] overrides) => TestCluster.StartAsync(new TestClusterOptions
    {
        Nodes = nodes,
        Scripts = Scripts,
        Overrides = overrides.ToDictionary(item => item.Name, item => item.Value),
        Configure = (settings, index) => index == 0 ? settings : settings with { Tags = ["victim"] },
    });

    private static async Task<JobView> RunningWithOutputAsync(ApiClient client, long id)
    {
        await Eventually.IsTrueAsync($"job {id} writes", TimeSpan.FromSeconds(30), async () => (await client.ReadOutputAsync(id)).Count > 0);
        return (await client.GetJobAsync(id))!;
    }

    private static async Task<(JobState State, int Attempt)> EndAsync(ApiClient client, long id)
    {
        var job = await client.WaitForFinalAsync(id);
        return (job.Status, job.Attempt);
    }
}
