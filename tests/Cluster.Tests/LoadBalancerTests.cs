using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>Three nodes behind HAProxy and nginx, with the files of <c>deploy/</c>. The figures are written to <c>load-balancers.md</c> beside the tests.</summary>
public sealed class LoadBalancerTests(BalancedCluster balanced, ITestOutputHelper output) : IClassFixture<BalancedCluster>
{
    private const int PerSecond = 50;

    [Fact]
    public async Task Restart_NodesOneAfterTheOther_NoRequestFails()
    {
        using var haProxy = new RequestLoad("HAProxy", balanced.HaProxy.Url, balanced.Token);
        using var nginx = new RequestLoad("nginx", balanced.Nginx.Url, balanced.Token);
        RequestLoad[] loads = [haProxy, nginx];
        var restarts = 0;
        var enough = false;
        // Each node at least once, however long a busy machine takes for it.
        var running = Task.WhenAll(loads.Select(load => load.RunAsync(4_000, PerSecond, i => Mixed(i, load.Name), () => !Volatile.Read(ref enough))));
        try
        {
            while (!running.IsCompleted)
            {
                var index = restarts % 3;
                Assert.Equal(0, await balanced.Cluster.Nodes[index].StopAsync());
                await balanced.Cluster.RestartAsync(index);
                if (++restarts == 3) Volatile.Write(ref enough, true);
            }
        }
        finally
        {
            // Also when a restart failed the load must come to its end.
            Volatile.Write(ref enough, true);
        }

        await running;
        Report($"Planned restarts: {restarts}, one node of three at a time; each balancer gets {PerSecond} requests/s", loads);
        AssertNoneFailed(loads);
        // A planned restart is nothing that anybody has to look at.
        Assert.Empty(balanced.Cluster.SevereLines());
        // Each counted once: none was lost, and none was sent to two nodes that both did it.
        foreach (var load in loads) Assert.Equal((load.Sent + 4) / 6, await balanced.ReadCounterAsync(load.Name));
    }

    [Fact]
    public async Task Kill_OneNode_NoReadAndNoKeyedWriteFails()
    {
        var survivors = balanced.Cluster.Nodes.Take(2).Select(node => new RequestLoad($"{node.Settings.Name} itself", node.Settings.Url, balanced.Token));
        RequestLoad[] loads =
        [
            new("HAProxy", balanced.HaProxy.Url, balanced.Token), new("nginx", balanced.Nginx.Url, balanced.Token), .. survivors,
            new("a gateway apart", balanced.Gateway.Settings.Url, balanced.Token),
        ];
        var running = Task.WhenAll(loads.Select(load => load.RunAsync(600, 30, i => i % 3 == 2 ? Job(key: Guid.NewGuid().ToString("N")) : Read(i))));
        await Task.Delay(TimeSpan.FromSeconds(5));
        await balanced.Cluster.Nodes[2].KillAsync();
        await running;
        await balanced.Cluster.RestartAsync(2);
        Report("SIGKILL of one node of three; each address gets 30 requests/s: GET, and POST with an idempotency key", loads);
        AssertNoneFailed(loads);
        foreach (var load in loads) load.Dispose();
    }

    private static HttpRequestMessage Mixed(int i, string name) => (i % 6) switch
    {
        1 => Json(HttpMethod.Post, "api/v1/cache/counter", new { key = $"count {name}", persist = true }),
        2 => Json(HttpMethod.Put, "api/v1/cache", new { key = $"entry {name} {i % 100}", value = "x", persist = true }),
        4 => Job(key: null),
        // Several, because two that change one variable at the same moment are a conflict by right.
        5 => Json(HttpMethod.Put, $"api/v1/variable/{BalancedCluster.VariableOf(name, i / 6)}", new { value = i }),
        _ => Read(i),
    };

    private static HttpRequestMessage Read(int i) => new(HttpMethod.Get, (i % 4) switch
    {
        0 => "api/v1/job?take=5",
        1 => "api/v1/me",
        2 => $"api/v1/variable/{BalancedCluster.VariableOf("nginx", i)}",
        _ => "api/v1/computer",
    });

    private static HttpRequestMessage Job(string? key)
    {
        var request = Json(HttpMethod.Post, "api/v1/job", new { script = BalancedCluster.Script });
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    private static HttpRequestMessage Json(HttpMethod method, string path, object body) => new(method, path) { Content = JsonContent.Create(body) };

    private void Report(string title, IReadOnlyList<RequestLoad> loads)
    {
        var table = $"{title}.\n\n{RequestLoad.Head}\n{string.Join('\n', loads.Select(load => load.Row))}\n";
        output.WriteLine(table);
        File.AppendAllText(Path.Combine(AppContext.BaseDirectory, "load-balancers.md"), $"{table}\n");
    }

    private void AssertNoneFailed(IEnumerable<RequestLoad> loads)
    {
        var failures = loads.SelectMany(load => load.Failures).ToArray();
        Assert.True(failures.Length == 0, $"{failures.Length} requests failed:\n{string.Join('\n', failures.Take(40))}\n\n{balanced.Cluster.Logs(100)}");
    }
}

/// <summary>The cluster of <see cref="LoadBalancerTests"/>, with both balancers and a gateway apart from the nodes.</summary>
public sealed class BalancedCluster : IAsyncLifetime
{
    internal const string Script = "brief.sh";
    private const int Variables = 20;

    internal TestCluster Cluster { get; private set; } = null!;

    internal LoadBalancer HaProxy { get; private set; } = null!;

    internal LoadBalancer Nginx { get; private set; } = null!;

    internal NodeProcess Gateway { get; private set; } = null!;

    internal string Token { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 3,
            StartLimit = TimeSpan.FromMinutes(3),
            Configure = (node, _) => node with { GatewayPort = FreePort.Take() },
            // One at a time: what a restart meets is requests, not the machine's load.
            Scripts = new Dictionary<string, string>
            {
                [Script] = "sleep 1",
                [".universal/scripts.json"] = $$"""[{"path":"{{Script}}","maxConcurrent":1}]""",
            },
            Overrides = new Dictionary<string, string?> { ["UNIVERSAL_Node__DrainNotice"] = "00:00:03" },
        });
        var urls = Cluster.Nodes.Select(node => node.Settings.Url).ToArray();
        HaProxy = await LoadBalancer.StartHaProxyAsync(urls);
        Nginx = await LoadBalancer.StartNginxAsync(urls);
        var first = Cluster.Nodes[0].Settings;
        Gateway = await NodeProcess.StartReadyAsync(first with
        {
            Name = "web1",
            HttpPort = FreePort.Take(),
            DataFolder = Path.Combine(first.DataFolder, "..", "web1"),
            Program = BuildOutput.Find("src/Gateway", "Universal.Gateway.dll"),
        });
        var http = Cluster.Clients[0].Http;
        using var granted = await http.PostAsJsonAsync("api/v1/apptoken/grant", new { roles = new[] { "Administrator" } });
        Token = (await granted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        foreach (var name in (string[])[HaProxy.Name, Nginx.Name])
        {
            for (var i = 0; i < Variables; i++)
            {
                using var variable = await http.PostAsJsonAsync("api/v1/variable", new { name = VariableOf(name, i), value = 0 });
                variable.EnsureSuccessStatusCode();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Gateway is not null) await Gateway.DisposeAsync();
        if (Nginx is not null) await Nginx.DisposeAsync();
        if (HaProxy is not null) await HaProxy.DisposeAsync();
        if (Cluster is not null) await Cluster.DisposeAsync();
    }

    /// <summary>The name of a variable that the load of a balancer changes.</summary>
    internal static string VariableOf(string name, int i) => $"{name.ToLowerInvariant()}_{i % Variables}";

    /// <summary>How often the counter of a load was counted.</summary>
    internal async Task<int> ReadCounterAsync(string name)
    {
        var entry = await Cluster.Clients[0].Http.GetFromJsonAsync<JsonElement>($"api/v1/cache?key={Uri.EscapeDataString($"count {name}")}");
        return int.Parse(entry.GetProperty("value").GetString()!, CultureInfo.InvariantCulture);
    }
}
