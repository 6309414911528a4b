using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>Locks of the cluster while nodes are killed.</summary>
public sealed class CacheLockTests(ITestOutputHelper output)
{
    private const int Contenders = 50;
    private const int Kills = 6;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    private sealed record Holding(long Token, string Owner, TimeSpan From, TimeSpan To);

    [Fact]
    public async Task Lock_ManyContendersAndNodesKilled_NeverHasTwoHolders()
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions { Nodes = 3, StartLimit = TimeSpan.FromMinutes(3) });
        using var stop = new CancellationTokenSource();
        var watch = Stopwatch.StartNew();
        var holdings = new ConcurrentQueue<Holding>();
        var contenders = Enumerable.Range(0, Contenders).Select(n => Task.Run(() => ContendAsync(cluster, new Random(n), watch, holdings, stop.Token))).ToArray();
        var random = new Random(11);
        for (var kill = 0; kill < Kills; kill++)
        {
            var before = holdings.Count;
            await Eventually.IsTrueAsync("the lock changes hands", TimeSpan.FromMinutes(1), () => holdings.Count >= before + 5);
            var victim = random.Next(cluster.Nodes.Count);
            await cluster.Nodes[victim].KillAsync();
            await cluster.RestartAsync(victim);
        }

        await stop.CancelAsync();
        await Task.WhenAll(contenders);
        var ordered = holdings.OrderBy(holding => holding.Token).ToArray();
        Assert.All(ordered.GroupBy(holding => holding.Token), group => Assert.Single(group.Select(holding => holding.Owner).Distinct()));
        foreach (var (earlier, later) in ordered.Zip(ordered.Skip(1)))
            Assert.True(earlier.To <= later.From, $"two holders at once: {earlier} and {later}");
        output.WriteLine($"{ordered.Length} holders in {watch.Elapsed.TotalSeconds:0} s, {Kills} kills, tokens up to {ordered[^1].Token}");
    }

    [Fact]
    public async Task Lock_HolderAndItsNodeKilled_IsFreeAfterTheLease()
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions { Nodes = 3, StartLimit = TimeSpan.FromMinutes(3) });
        var asked = Stopwatch.StartNew();
        var first = await AcquireAsync(cluster, 2, "orphan", "first", TimeSpan.Zero);
        await cluster.Nodes[2].KillAsync();
        JsonElement? second = null;
        await Eventually.IsTrueAsync("another gets it", TimeSpan.FromSeconds(60), async () => (second = await AcquireAsync(cluster, 0, "orphan", "second", TimeSpan.FromSeconds(5))) is not null);
        Assert.InRange(asked.Elapsed, Lease, Lease + TimeSpan.FromSeconds(30));
        Assert.Equal(first!.Value.GetProperty("token").GetInt64() + 1, second!.Value.GetProperty("token").GetInt64());
        using var stale = await cluster.Clients[1].Http.PostAsJsonAsync("api/v1/cache/lock/release", new { name = "orphan", token = first.Value.GetProperty("token").GetInt64() });
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        output.WriteLine($"free after {asked.Elapsed.TotalSeconds:0.0} s of a lease of {Lease.TotalSeconds} s");
    }

    private static async Task ContendAsync(TestCluster cluster, Random random, Stopwatch watch, ConcurrentQueue<Holding> holdings, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var owner = Guid.NewGuid().ToString("N");
            var asked = watch.Elapsed;
            if (await AcquireAsync(cluster, random.Next(3), "contended", owner, TimeSpan.FromSeconds(3)) is not { } taken)
            {
                await Task.Delay(random.Next(400), CancellationToken.None);
                continue;
            }

            // It is this one's from when it knows until its lease ends, counted from before it asked, or it begins to give it back.
            var from = watch.Elapsed;
            var token = taken.GetProperty("token").GetInt64();
            await Task.Delay(random.Next(60), CancellationToken.None);
            var to = watch.Elapsed < asked + Lease ? watch.Elapsed : asked + Lease;
            if (from < to) holdings.Enqueue(new Holding(token, owner, from, to));
            // One of twenty dies with it.
            if (random.Next(20) > 0) await ReleaseAsync(cluster, random.Next(3), token);
        }
    }

    private static async Task<JsonElement?> AcquireAsync(TestCluster cluster, int node, string name, string owner, TimeSpan wait)
    {
        try
        {
            using var answer = await cluster.Clients[node].Http.PostAsJsonAsync("api/v1/cache/lock", new { name, owner, lease = Lease, wait });
            if (answer.StatusCode == HttpStatusCode.OK) return await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.True(answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.ServiceUnavailable, await answer.Content.ReadAsStringAsync());
            return null;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    private static async Task ReleaseAsync(TestCluster cluster, int node, long token)
    {
        try
        {
            using var answer = await cluster.Clients[node].Http.PostAsJsonAsync("api/v1/cache/lock/release", new { name = "contended", token });
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            // Its lease ends.
        }
    }
}
