using Universal.Jobs;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>A node that cannot start jobs, for a reason of its own, ends none of them.</summary>
public sealed class TroubledNodeTests
{
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["plain.sh"] = "echo done",
        ["special.run"] = "echo done",
        [".universal/scripts.json"] = """[{"path":"plain.sh","nodeLoss":"fail"},{"path":"special.run","environment":"special","nodeLoss":"fail"}]""",
    };

    [Fact]
    public async Task Jobs_NodesInTrouble_RunOnTheSoundOneAndEndOnlyWhenNoNodeCan()
    {
        await using var cluster = await StartAsync(3);
        var client = cluster.Clients[0];
        // No attempt's folder can be made there: a full disk has the same effect.
        var folder = Path.Combine(cluster.Nodes[1].Settings.DataFolder, "jobs");
        Directory.Delete(folder, recursive: true);
        await File.WriteAllTextAsync(folder, "");

        var jobs = new List<long>();
        for (var i = 0; i < 20; i++) jobs.Add((await client.CreateJobAsync(i % 2 == 0 ? "plain.sh" : "special.run")).Id);
        await cluster.Nodes[1].WaitForReasonAsync("jobs_refused");
        foreach (var id in jobs)
        {
            var job = await client.WaitForFinalAsync(id);
            Assert.True(job.Status == JobState.Completed, $"{job.Status} {job.Reason}\n{cluster.Logs()}");
        }

        // Only node1 has it. Every node that was asked says why it is not it.
        var lacking = await client.WaitForFinalAsync((await client.CreateJobAsync("special.run", more: ("computer", "node3"))).Id);
        Assert.Equal(JobState.Failed, lacking.Status);
        Assert.Contains("node3: There is no program '/no/such/interpreter' on this node.", lacking.Reason, StringComparison.Ordinal);
        // What may pass is waited for.
        var waiting = await client.CreateJobAsync("plain.sh", more: ("computer", "node2"));
        await client.WaitForJobAsync(waiting.Id, "the reason of node2", job => job.Status == JobState.Queued && job.Reason?.Contains("working folder", StringComparison.Ordinal) == true);
        File.Delete(folder);
        Assert.Equal(JobState.Completed, (await client.WaitForFinalAsync(waiting.Id)).Status);
    }

    [Fact]
    public async Task Jobs_NodesStopOneAfterTheOtherUnderLoad_NoneIsFailed()
    {
        await using var cluster = await StartAsync(3, ("UNIVERSAL_Node__DrainTimeout", "00:00:02"), ("UNIVERSAL_Node__Slots", "4"));
        var client = cluster.Clients[0];
        var made = Task.Run(async () =>
        {
            var ids = new List<long>();
            for (var i = 0; i < 400; i++) ids.Add((await client.CreateJobAsync("quick.sh")).Id);
            return ids;
        });
        foreach (var index in (int[])[1, 2])
        {
            Assert.Equal(0, await cluster.Nodes[index].StopAsync());
            await cluster.RestartAsync(index);
        }

        foreach (var id in await made)
        {
            var job = await client.WaitForFinalAsync(id, TimeSpan.FromMinutes(3));
            Assert.True(job.Status == JobState.Completed, $"{job.Status} {job.Reason}\n{cluster.Logs()}");
        }
    }

    private static Task<TestCluster> StartAsync(int nodes, params (string Name, string? Value)[] overrides) => TestCluster.StartAsync(new TestClusterOptions
    {
        Nodes = nodes,
        Scripts = new Dictionary<string, string>(Scripts) { ["quick.sh"] = "sleep 0.05" },
        Overrides = overrides.ToDictionary(pair => pair.Name, pair => pair.Value),
        Configure = (settings, index) => settings with
        {
            Overrides = new Dictionary<string, string?>(settings.Overrides)
            {
                ["UNIVERSAL_ScriptHosts__Environments__special__Command"] = index == 0 ? "bash" : "/no/such/interpreter",
            },
        },
    });
}
