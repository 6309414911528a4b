using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Universal.Jobs;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>One call on any node reaches every connection on every node, also while nodes are frozen or die.</summary>
public sealed class BroadcastTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["toast.ps1"] = "Show-UDToast -Broadcast -Message \"from job $env:UNIVERSAL_JOB_ID\" -Title 'A job' -Duration 3000 -Position topRight; New-PSUNotification 'from a job' -Level Warning | ForEach-Object { \"raised $($_.Id)\" }",
        ["page.ps1"] = "Show-UDToast 'nobody sees it'",
        ["wait.sh"] = "sleep 600",
    };

    [Fact]
    public async Task Broadcast_ReachesEveryConnectionOnEveryNode_OnceAndInOrder()
    {
        const int connections = 150;
        const int rounds = 20;
        await using var cluster = await StartAsync();
        var first = cluster.Nodes[0].Settings;
        await using var gateway = NodeProcess.Start(first with
        {
            Name = "web1",
            HttpPort = FreePort.Take(),
            DataFolder = Path.Combine(first.DataFolder, "..", "web1"),
            Program = BuildOutput.Find("src/Gateway", "Universal.Gateway.dll"),
        });
        await gateway.WaitForStatusAsync(System.Net.HttpStatusCode.OK, Limit);
        var token = await GrantAsync(cluster.Clients[0]);
        Uri[] nodes = [.. cluster.Nodes.Select(node => node.Settings.Url), gateway.Settings.Url];
        var hubs = await Task.WhenAll(Enumerable.Range(0, connections).Select(n => ConnectAsync(nodes[n % nodes.Length], token, "toasts")));
        try
        {
            // The first message takes long where all is still to be compiled.
            await Eventually.IsTrueAsync("all answer in time", Limit, async () =>
            {
                var outcome = await BroadcastAsync(cluster.Clients[0], "warm up");
                return (outcome.GetProperty("nodes").GetInt32(), outcome.GetProperty("gateways").GetInt32()) == (3, 1);
            });
            for (var round = 0; round < rounds; round++) await BroadcastAsync(cluster.Clients[round % 3], $"round {round}");
            foreach (var hub in hubs)
            {
                await hub.NextAsync(message => IsToast(message, "round 0"));
                for (var round = 1; round < rounds; round++)
                    Assert.Equal($"round {round}", (await hub.NextAsync()).Value.GetProperty("message").GetString());
                Assert.False(hub.HasNext);
            }

            // From a job, over the node that runs it.
            var job = await cluster.Clients[0].WaitForFinalAsync((await cluster.Clients[0].CreateJobAsync("toast.ps1")).Id, Limit);
            Assert.True(job.Status == JobState.Completed, $"{job}\n{string.Join('\n', await cluster.Clients[0].ReadOutputAsync(job.Id))}");
            foreach (var hub in hubs)
            {
                var toast = (await hub.NextAsync()).Value;
                Assert.Equal((3000, "topRight", "A job"), (toast.GetProperty("duration").GetInt32(), toast.GetProperty("position").GetString(), toast.GetProperty("title").GetString()));
            }

            using var page = await cluster.Clients[2].Http.GetAsync("api/v1/notification");
            var raised = (await page.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("page")[0];
            Assert.Equal(("from a job", "Warning", $"job {job.Id}"), (raised.GetProperty("title").GetString(), raised.GetProperty("level").GetString(), raised.GetProperty("source").GetString()));
            var refused = await cluster.Clients[0].WaitForFinalAsync((await cluster.Clients[0].CreateJobAsync("page.ps1")).Id, Limit);
            Assert.Contains("session of an app", string.Join('\n', await cluster.Clients[0].ReadTextAsync(refused.Id, OutputStream.Error)), StringComparison.Ordinal);
        }
        finally
        {
            await Task.WhenAll(hubs.Select(hub => hub.DisposeAsync().AsTask()));
        }
    }

    [Fact]
    public async Task Freeze_OneNode_TheOthersGetItAtOnce()
    {
        await using var cluster = await StartAsync();
        var token = await GrantAsync(cluster.Clients[0]);
        await using var one = await ConnectAsync(cluster.Nodes[0].Settings.Url, token, "toasts");
        await using var two = await ConnectAsync(cluster.Nodes[1].Settings.Url, token, "toasts");
        await using var frozen = await ConnectAsync(cluster.Nodes[2].Settings.Url, token, "toasts");
        await BroadcastAsync(cluster.Clients[0], "before");
        foreach (var hub in (HubSocket[])[one, two, frozen]) await hub.NextAsync();

        await cluster.Nodes[2].SuspendAsync();
        var called = Stopwatch.GetTimestamp();
        var answer = BroadcastAsync(cluster.Clients[0], "while frozen");
        var arrived = await Task.WhenAll(one.NextAsync(), two.NextAsync());
        var outcome = await answer;
        var answered = Stopwatch.GetTimestamp();
        await cluster.Nodes[2].ResumeAsync();

        Assert.All(arrived, message => Assert.InRange(Stopwatch.GetElapsedTime(called, message.At), TimeSpan.Zero, TimeSpan.FromSeconds(5)));
        // The caller is held up by the frozen node for two seconds; the others have it well before.
        Assert.All(arrived, message => Assert.True(Stopwatch.GetElapsedTime(message.At, answered) > TimeSpan.FromSeconds(0.5), "it came no earlier than the answer"));
        Assert.Equal(2, outcome.GetProperty("nodes").GetInt32());
        Assert.Equal("node3", Assert.Single(outcome.GetProperty("missed").EnumerateArray()).GetString());
        // It was frozen for less than it takes to be declared dead: it has it as it wakes.
        Assert.Equal("while frozen", (await frozen.NextAsync()).Value.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Kill_OneNode_ItsClientsGetTheStateOfNowElsewhere()
    {
        await using var cluster = await StartAsync();
        var token = await GrantAsync(cluster.Clients[0]);
        await using var watcher = await ConnectAsync(cluster.Nodes[0].Settings.Url, token, "jobs", "nodes", "git", "notifications");
        await using var lost = await ConnectAsync(cluster.Nodes[2].Settings.Url, token, "jobs", "nodes");
        var job = await cluster.Clients[1].CreateJobAsync("wait.sh", more: ("computer", "node2"));
        foreach (var hub in (HubSocket[])[watcher, lost]) await hub.NextAsync(message => IsJob(message, job.Id, "Running"));

        await cluster.Nodes[2].KillAsync();
        await lost.Closed.WaitAsync(Limit);
        // A node can answer 503 until it knows that the other is dead; a client tries again.
        await using var again = await Eventually.GetAsync("a connection to another node", Limit, async () =>
        {
            try
            {
                return await ConnectAsync(cluster.Nodes[1].Settings.Url, token, "jobs", "nodes");
            }
            catch (Exception error) when (error is WebSocketException or InvalidOperationException)
            {
                return null;
            }
        });

        var state = (await again.NextAsync(message => message is { Kind: "State", Topic: "jobs" })).Value;
        Assert.Equal(("Running", "node2"), Of(state.GetProperty("jobs").EnumerateArray().Single(one => one.GetProperty("id").GetInt64() == job.Id)));
        await Task.WhenAll(
            watcher.NextAsync(message => IsNode(message, "node3", "Offline")),
            again.NextAsync(message => IsNode(message, "node3", "Offline")));
        await Eventually.IsTrueAsync("there is a notification", Limit, async () =>
            (await cluster.Clients[0].Http.GetStringAsync("api/v1/notification")).Contains("Node node3 died", StringComparison.Ordinal));
        using (var unread = await cluster.Clients[0].Http.GetAsync("api/v1/notification/unread"))
            Assert.Equal(1, (await unread.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("unread").GetInt32());

        await cluster.Clients[0].CancelJobAsync(job.Id);
        await again.NextAsync(message => IsJob(message, job.Id, "Canceled"));
        // Who leaves in order did not die.
        Assert.Equal(0, await cluster.Nodes[1].StopAsync());
        await again.Closed.WaitAsync(Limit);
        Assert.DoesNotContain("Node node2 died", await cluster.Clients[0].Http.GetStringAsync("api/v1/notification"), StringComparison.Ordinal);
    }

    private static Task<TestCluster> StartAsync() => TestCluster.StartAsync(new TestClusterOptions
    {
        Nodes = 3, Scripts = Scripts, Configure = (node, _) => node with { GatewayPort = FreePort.Take() },
    });

    private static async Task<HubSocket> ConnectAsync(Uri node, string token, params string[] topics)
    {
        var hub = await HubSocket.ConnectAsync(node, token);
        try
        {
            await hub.SubscribeAsync(topics);
            return hub;
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    private static async Task<string> GrantAsync(ApiClient client)
    {
        using var answer = await client.Http.PostAsJsonAsync("api/v1/apptoken/grant", new { roles = new[] { "Reader" } });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    private static async Task<JsonElement> BroadcastAsync(ApiClient client, string message)
    {
        using var answer = await client.Http.PostAsJsonAsync("api/v1/broadcast", new { topic = "toasts", message });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static bool IsJob(HubMessage message, long id, string status) =>
        message is { Kind: "Change", Topic: "jobs" }
        && message.Value.EnumerateArray().Any(job => job.GetProperty("id").GetInt64() == id && job.GetProperty("status").GetString() == status);

    private static bool IsToast(HubMessage message, string text) => message.Topic == "toasts" && message.Value.GetProperty("message").GetString() == text;

    private static bool IsNode(HubMessage message, string name, string status) =>
        message is { Kind: "State", Topic: "nodes" }
        && message.Value.EnumerateArray().Any(node => node.GetProperty("name").GetString() == name && node.GetProperty("status").GetString() == status);

    private static (string? Status, string? Node) Of(JsonElement job) => (job.GetProperty("status").GetString(), job.GetProperty("computerName").GetString());
}
