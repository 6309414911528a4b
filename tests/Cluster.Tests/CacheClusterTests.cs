using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Universal.Jobs;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>The cluster's cache over real nodes.</summary>
public sealed class CacheClusterTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Change_OfAHotKey_IsSeenOnEveryNodeAtOnce()
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions { Nodes = 3 });
        var slowest = TimeSpan.Zero;
        for (var round = 0; round < 60; round++)
        {
            var key = $"hot {round % 5}";
            var watch = Stopwatch.StartNew();
            await SetAsync(cluster, round % 3, key, $"{round}", persist: round % 2 == 0);
            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
            for (var reading = 0; reading < 6; reading++)
                Assert.All(await Task.WhenAll(cluster.Clients.Select(client => GetAsync(client, key))), value => Assert.Equal($"{round}", value));
        }

        // A node that holds copies and cannot answer: a change waits for it no longer than its copies count. Persisted, because others may go with the frozen node.
        foreach (var n in Enumerable.Range(0, 20)) await SetIfMissingAsync(cluster, $"cold {n}");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async n =>
        {
            for (var reading = 0; reading < 30; reading++) await GetAsync(cluster.Clients[2], $"cold {n}");
        }));

        await cluster.Nodes[2].SuspendAsync();
        var changed = await Task.WhenAll(Enumerable.Range(0, 20).Select(async n =>
        {
            var watch = Stopwatch.StartNew();
            using var answer = await cluster.Clients[0].Http.PutAsJsonAsync("api/v1/cache", new { key = $"cold {n}", value = "new", persist = true });
            return (Key: $"cold {n}", Done: answer.IsSuccessStatusCode, watch.Elapsed);
        }));
        await cluster.Nodes[2].ResumeAsync();
        // What took longer was the frozen node's own: it was replaced meanwhile, and answers from what it had until it notices.
        foreach (var (key, _, elapsed) in changed.Where(change => change.Done).OrderBy(change => change.Elapsed))
        {
            if (elapsed < TimeSpan.FromSeconds(3)) Assert.Equal("new", await ReadOfTheWokenAsync(key));
            else await Eventually.IsTrueAsync($"{key} is new", TimeSpan.FromSeconds(20), async () => await ReadOfTheWokenAsync(key) == "new");
        }

        // A node that was away for too long ends itself.
        async Task<string?> ReadOfTheWokenAsync(string key)
        {
            try
            {
                return await GetAsync(cluster.Clients[2], key);
            }
            catch (HttpRequestException)
            {
                return "new";
            }
        }

        output.WriteLine($"slowest change {slowest.TotalMilliseconds:0} ms; with a frozen node: {string.Join(", ", changed.Select(change => $"{change.Elapsed.TotalSeconds:0.0}{(change.Done ? "" : "!")}"))} s");
    }

    [Fact]
    public async Task Persisted_OwnerKilled_IsThereWithItsVersion()
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions { Nodes = 3 });
        foreach (var n in Enumerable.Range(0, 150))
        {
            await SetAsync(cluster, n % 3, $"kept {n}", $"value {n}", persist: true);
            await SetAsync(cluster, n % 3, $"lost {n}", "x", persist: false);
        }

        var versions = VersionsOf(await ListAsync(cluster.Clients[1], "kept*"));
        var inMemory = VersionsOf(await ListAsync(cluster.Clients[1], "lost*"));
        Assert.Equal(150, versions.Count);

        await cluster.Nodes[2].KillAsync();
        foreach (var n in Enumerable.Range(0, 150))
            await Eventually.IsTrueAsync($"kept {n} is read", TimeSpan.FromSeconds(30), async () => await TryGetAsync(cluster.Clients[0], $"kept {n}") == $"value {n}");
        var left = await ListAsync(cluster.Clients[0], "*");
        Assert.Equal(versions, VersionsOf(left.Where(item => item.GetProperty("persisted").GetBoolean())));

        // Of those without Persist the killed node's are gone, and of the other nodes' those whose place was in its share of Orleans' directory: any number of
        // them. What is left is what it was.
        var rest = VersionsOf(left.Where(item => !item.GetProperty("persisted").GetBoolean()));
        Assert.All(rest, item => Assert.Equal(inMemory[item.Key], item.Value));
        var lost = inMemory.Count - rest.Count;
        Assert.InRange(lost, 1, inMemory.Count);

        // What was lost and is set again has a version that it never had.
        foreach (var n in Enumerable.Range(0, 150)) await SetAsync(cluster, 0, $"lost {n}", "y", persist: false);
        var again = VersionsOf(await ListAsync(cluster.Clients[1], "lost*"));
        Assert.NotEmpty(again);
        Assert.All(again, item => Assert.True(item.Value > inMemory.GetValueOrDefault(item.Key), $"{item}"));
        Assert.Equal(versions, VersionsOf(await ListAsync(cluster.Clients[1], "kept*")));

        // All die: what is persisted is still there, and removing it removes it from the database.
        foreach (var index in (int[])[0, 1]) await cluster.Nodes[index].KillAsync();
        foreach (var index in (int[])[0, 1]) await cluster.RestartAsync(index);
        Assert.Equal("value 7", await GetAsync(cluster.Clients[1], "kept 7"));
        using (var removed = await cluster.Clients[1].Http.DeleteAsync("api/v1/cache/all")) Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Empty(await ListAsync(cluster.Clients[0], "*"));
        output.WriteLine($"{lost} of {inMemory.Count} entries in memory only were lost with the killed node");
    }

    [Fact]
    public async Task Module_InAJob_HasTheWholeCache()
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 1,
            Database = NodeDatabase.Sqlite,
            Scripts = new Dictionary<string, string>
            {
                ["scope.ps1"] = """
                    $Cache:answer = 42
                    "$($Cache:answer + 1) $($Cache:answer.GetType().Name) [$($Cache:missing)]"
                    $Cache:table = @{ a = 1; b = 'x' }
                    $Cache:list = 1, 2, 3
                    ${Cache:with a space/and more} = 'odd'
                    "$($Cache:table.b) $($Cache:list.Count) ${Cache:with a space/and more}"
                    (Get-ChildItem Cache:).Key -join ','
                    Remove-Item Cache:answer
                    "[$($Cache:answer)] $(Test-Path Cache:answer) $(Test-Path Cache:table)"
                    Set-PSUCache -Key shared -Value 'by cmdlet'
                    $Cache:shared
                    $Cache:own = [datetime]'2026-01-02'
                    (Get-PSUCache -Key own).Year
                    """,
                ["cmdlets.ps1"] = """
                    Set-PSUCache -Key 'k1' -Value 1 -Persist -AbsoluteExpirationFromNow 01:00
                    Set-PSUCache -Key 'k2' -Value @{ Number = 2 }
                    "$((Get-PSUCache -Match 'k?').Key -join ',') $((Get-PSUCache -List).Count) $((Get-PSUCache -Match 'k1').Persisted)"
                    $entry = Get-PSUCache -Key k1 -Entry
                    Set-PSUCache -Key k1 -Value 5 -Persist -Version $entry.Version
                    Set-PSUCache -Key k1 -Value 6 -Persist -Version $entry.Version -ErrorAction SilentlyContinue -ErrorVariable conflict
                    "$(Get-PSUCache -Key k1) $($conflict[0].FullyQualifiedErrorId)"
                    Step-PSUCache -Key k1
                    Step-PSUCache -Key k1 -By 10
                    Step-PSUCache -Key k2 -ErrorAction SilentlyContinue -ErrorVariable wrong
                    "$((Get-PSUCache -Key k1) + 1) $($wrong.Count)"
                    $lock = Lock-PSUCache -Key work -Lease 00:00:20
                    Lock-PSUCache -Key work -Timeout 00:00:01 -ErrorAction SilentlyContinue -ErrorVariable held
                    "$($held[0].FullyQualifiedErrorId) $($lock.Token)"
                    "$(($lock | Lock-PSUCache -Lease 00:01:00).Token)"
                    $lock | Unlock-PSUCache
                    $lock | Unlock-PSUCache
                    $next = Lock-PSUCache -Key work
                    $lock | Unlock-PSUCache -ErrorAction SilentlyContinue -ErrorVariable stale
                    "$($stale[0].FullyQualifiedErrorId) $($next.Token)"
                    Unlock-PSUCache -Key work -Token $next.Token
                    """,
            },
        });
        Assert.Equal(
            ["43 Int32 []", "x 3 odd", "answer,list,table,with a space/and more", "[] False True", "by cmdlet", "2026"],
            await RunAsync(cluster.Clients[0], "scope.ps1"));
        Assert.Equal(
            ["k1,k2 7 True", "5 cache_conflict,Universal.PowerShell.Cache.SetPSUCacheCommand", "6", "16", "17 1",
                "lock_held,Universal.PowerShell.Cache.LockPSUCacheCommand 1", "1", "lock_stale,Universal.PowerShell.Cache.UnlockPSUCacheCommand 2"],
            await RunAsync(cluster.Clients[0], "cmdlets.ps1"));
    }

    private static async Task<IReadOnlyList<string>> RunAsync(ApiClient client, string script)
    {
        var job = await client.CreateJobAsync(script);
        var ended = await client.WaitForFinalAsync(job.Id, TimeSpan.FromMinutes(2));
        var written = await client.ReadOutputAsync(job.Id);
        Assert.True(ended.Status == JobState.Completed, $"{ended}\n{string.Join('\n', written.Select(record => $"{record.Stream}: {record.Text}"))}");
        return [.. written.Where(record => record.Stream == OutputStream.Output).Select(record => record.Text)];
    }

    private static async Task SetAsync(TestCluster cluster, int node, string key, string value, bool persist)
    {
        using var answer = await cluster.Clients[node].Http.PutAsJsonAsync("api/v1/cache", new { key, value, persist });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task SetIfMissingAsync(TestCluster cluster, string key)
    {
        using var answer = await cluster.Clients[0].Http.PutAsJsonAsync("api/v1/cache", new { key, value = "old", expectedVersion = 0 });
        Assert.True(answer.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.Conflict);
    }

    private static async Task<string?> GetAsync(ApiClient client, string key)
    {
        using var answer = await client.Http.GetAsync($"api/v1/cache?key={Uri.EscapeDataString(key)}");
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("value").GetString();
    }

    private static async Task<string?> TryGetAsync(ApiClient client, string key)
    {
        try
        {
            return await GetAsync(client, key);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static Dictionary<string, long> VersionsOf(IEnumerable<JsonElement> items) =>
        items.ToDictionary(item => item.GetProperty("key").GetString()!, item => item.GetProperty("version").GetInt64());

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(ApiClient client, string match) =>
        [.. (await client.Http.GetFromJsonAsync<JsonElement>($"api/v1/cache/list?match={match}&take=1000")).EnumerateArray()];
}
