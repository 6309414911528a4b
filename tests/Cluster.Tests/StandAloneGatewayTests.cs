using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Universal.Jobs;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>The web tier in a process of its own: it knows the database, and finds the nodes there.</summary>
public sealed class StandAloneGatewayTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Gateway_NodesDieOneAfterTheOther_GoesOnUntilNoneIsLeft()
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 2,
            Configure = (node, _) => node with { GatewayPort = FreePort.Take() },
            Scripts = new Dictionary<string, string> { ["count.sh"] = "for i in 1 2 3; do echo \"$i\"; sleep 0.3; done" },
        });
        var first = cluster.Nodes[0].Settings;
        await using var gateway = NodeProcess.Start(first with
        {
            Name = "web1",
            HttpPort = FreePort.Take(),
            DataFolder = Path.Combine(first.DataFolder, "..", "web1"),
            Program = BuildOutput.Find("src/Gateway", "Universal.Gateway.dll"),
            Overrides = new Dictionary<string, string?>(first.Overrides) { ["UNIVERSAL_Node__DrainNotice"] = "00:00:05" },
        });
        await gateway.WaitForStatusAsync(HttpStatusCode.OK, Limit);

        // Signed in through the gateway; the token is granted by the node that dies.
        using var client = new ApiClient(gateway.Settings.Url);
        await client.SignInAsync(first.AdministratorName, first.AdministratorPassword);
        Assert.Equal(["1", "2", "3"], await RunAndFollowAsync(client));
        using (var status = JsonDocument.Parse(await client.Http.GetStringAsync("api/v1/status")))
            Assert.Equal("web1", status.RootElement.GetProperty("node").GetString());
        var token = await GrantAsync(cluster.Clients[0]);

        await cluster.Nodes[0].KillAsync();

        Assert.Equal(["1", "2", "3"], await RunAndFollowAsync(client));
        foreach (var url in (Uri[])[gateway.Settings.Url, cluster.Nodes[1].Settings.Url])
        {
            using var http = new HttpClient { BaseAddress = url };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await http.GetAsync("api/v1/job");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await gateway.WaitForStatusAsync(HttpStatusCode.OK, Limit);
        await cluster.Nodes[1].KillAsync();

        await gateway.WaitForStatusAsync(HttpStatusCode.ServiceUnavailable, Limit);
        using (var refused = await client.Http.GetAsync("api/v1/job")) Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        await cluster.RestartAsync(1);
        await gateway.WaitForStatusAsync(HttpStatusCode.OK, TimeSpan.FromSeconds(20));
        Assert.Equal(["1", "2", "3"], await RunAndFollowAsync(client));
        // It gives notice as a node does, and serves meanwhile.
        var stopped = gateway.StopAsync();
        await gateway.WaitForStatusAsync(HttpStatusCode.ServiceUnavailable, Limit);
        using (var served = await client.Http.GetAsync("api/v1/me")) Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        Assert.Equal(0, await stopped);
    }

    [Fact]
    public async Task Start_BeforeAnyNode_AnswersTheStatusMeanwhile()
    {
        await using var server = await PostgresServer.StartAsync();
        var folder = Directory.CreateTempSubdirectory("universal-gateway-");
        try
        {
            await using var gateway = NodeProcess.Start(new NodeSettings
            {
                Name = "web1",
                Engine = NodeDatabase.PostgreSql,
                ConnectionString = await server.CreateDatabaseAsync(),
                DataFolder = folder.FullName,
                RepositoryFolder = folder.FullName,
                Program = BuildOutput.Find("src/Gateway", "Universal.Gateway.dll"),
            });
            await gateway.WaitForStatusAsync(HttpStatusCode.ServiceUnavailable, Limit);
            Assert.Equal(0, await gateway.StopAsync());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // A node that has just died answers some calls with 503 until it is found dead: the key makes repeating them harmless.
    private static async Task<IReadOnlyList<string>> RunAndFollowAsync(ApiClient client)
    {
        var key = Guid.NewGuid().ToString("N");
        var job = await Eventually.GetAsync("the job is created", Limit, async () =>
        {
            try
            {
                return await client.CreateJobAsync("count.sh", null, key);
            }
            catch (HttpRequestException error) when (error.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                return null;
            }
        });
        var texts = new List<string>();
        await Eventually.IsTrueAsync("the job was followed to its end", Limit, async () =>
        {
            texts.Clear();
            using var answer = await client.Http.GetAsync($"api/v1/job/{job.Id}/output/live", HttpCompletionOption.ResponseHeadersRead);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable) return false;
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            try
            {
                await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync())
                {
                    if (item.EventType == "output") texts.Add(JsonDocument.Parse(item.Data).RootElement.GetProperty("text").GetString()!);
                    if (item.EventType == "end") return true;
                }
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                // Cut: followed again from the beginning.
            }

            return false;
        });
        Assert.Equal(JobState.Completed, (await client.WaitForFinalAsync(job.Id)).Status);
        return texts;
    }

    private static async Task<string> GrantAsync(ApiClient client)
    {
        using var answer = await client.Http.PostAsJsonAsync("api/v1/apptoken/grant", new { roles = new[] { "Reader" } });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }
}
