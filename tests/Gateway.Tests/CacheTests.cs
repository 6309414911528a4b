using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Universal.Cache;
using Universal.Gateway.Cache;
using Universal.Gateway.Tests.Hosting;
using Universal.Persistence.Cache;
using Universal.Security;
using Universal.Testing;

namespace Universal.Gateway.Tests;

/// <summary>The cluster's cache over REST, with its real grains.</summary>
public sealed class CacheTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Entry_SetByOne_IsReadByAnotherUntilItIsRemoved()
    {
        using var writer = cluster.As(Roles.Execute);
        using var reader = cluster.As(Roles.Operator);
        var key = $"key {Guid.NewGuid()} ä/?&";
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync(Path(key))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await writer.PutAsync("/api/v1/cache", new { key, value = "one", slidingExpiration = "00:10:00" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await writer.PutAsync("/api/v1/cache", new { key, value = "two", absoluteExpirationFromNow = "01:00:00" })).Status);

        var entry = await reader.GetAsync(Path(key));
        Assert.Equal(("two", key), (entry.Json.GetProperty("value").GetString(), entry.Json.GetProperty("key").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync(Path(key.ToUpperInvariant()))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await reader.DeleteAsync(Path(key))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await reader.DeleteAsync(Path(key))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync(Path(key))).Status);
    }

    [Fact]
    public async Task Entry_AfterItsTime_IsGone()
    {
        using var client = cluster.As(Roles.Execute);
        var key = $"{Guid.NewGuid()}";
        await client.PutAsync("/api/v1/cache", new { key, value = "v", absoluteExpirationFromNow = "00:00:00.3" });
        await Eventually.IsTrueAsync("it is gone", TimeSpan.FromSeconds(20), async () => (await client.GetAsync(Path(key))).Status == HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Set_Unsound_SaysWhatToChange()
    {
        using var client = cluster.As(Roles.Execute);
        var answer = await client.PutAsync("/api/v1/cache", new { key = new string('k', 10_000), value = (string?)null, slidingExpiration = "-00:01:00" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(["key", "slidingExpiration", "value"], answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
        var large = await client.PutAsync("/api/v1/cache", new { key = "large", value = new string('v', 5_000_000) });
        Assert.Contains("Cache:MaxValueLength", large.Body);
    }

    [Fact]
    public async Task Set_WithAVersion_ChangesOnlyThatVersion()
    {
        using var client = cluster.As(Roles.Execute);
        var key = $"{Guid.NewGuid()}";
        Assert.Equal(HttpStatusCode.NoContent, (await client.PutAsync("/api/v1/cache", new { key, value = "1", expectedVersion = 0 })).Status);
        var version = (await client.GetAsync(Path(key))).Json.GetProperty("version").GetInt64();
        var refused = await client.PutAsync("/api/v1/cache", new { key, value = "2", expectedVersion = 0 });
        Assert.Equal((HttpStatusCode.Conflict, "cache_conflict", version), (refused.Status, refused.Json.GetProperty("code").GetString(), refused.Json.GetProperty("version").GetInt64()));
        Assert.Equal(HttpStatusCode.NoContent, (await client.PutAsync("/api/v1/cache", new { key, value = "3", expectedVersion = version })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await client.DeleteAsync($"{Path(key)}&version={version}")).Status);

        // Removed and set again it never has an earlier version.
        await client.DeleteAsync(Path(key));
        await client.PutAsync("/api/v1/cache", new { key, value = "4" });
        Assert.True((await client.GetAsync(Path(key))).Json.GetProperty("version").GetInt64() > version + 1);
        Assert.Equal(HttpStatusCode.Conflict, (await client.PutAsync("/api/v1/cache", new { key, value = "5", expectedVersion = version })).Status);
    }

    [Fact]
    public async Task Counter_OfManyClients_LosesNoStep()
    {
        using var client = cluster.As(Roles.Execute);
        var key = $"{Guid.NewGuid()}";
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => client.PostAsync("/api/v1/cache/counter", new { key, by = 3 })));
        Assert.Equal(Enumerable.Range(1, 100).Select(n => n * 3L), answers.Select(answer => answer.Json.GetProperty("value").GetInt64()).Order());
        await client.PutAsync("/api/v1/cache", new { key, value = "three" });
        var refused = await client.PostAsync("/api/v1/cache/counter", new { key });
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("whole number", refused.Body);
    }

    [Fact]
    public async Task List_OfAPattern_IsPagedByKey()
    {
        using var client = cluster.As(Roles.Execute);
        var mark = $"{Guid.NewGuid()}";
        foreach (var n in Enumerable.Range(0, 30)) await client.PutAsync("/api/v1/cache", new { key = $"{mark}/{n:00}/é", value = "v", persist = n % 2 == 0 });
        var keys = new List<string>();
        for (var after = ""; ;)
        {
            var page = (await client.GetAsync($"/api/v1/cache/list?match={mark}/??/É&take=7&after={Uri.EscapeDataString(after)}")).Json.EnumerateArray().ToArray();
            keys.AddRange(page.Select(item => item.GetProperty("key").GetString()!));
            if (page.Length < 7) break;
            after = keys[^1];
        }

        Assert.Equal(Enumerable.Range(0, 30).Select(n => $"{mark}/{n:00}/é"), keys);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/v1/cache/list?take=1001")).Status);
    }

    [Fact]
    public async Task Lock_HeldByOne_IsWaitedForByAnother()
    {
        using var client = cluster.As(Roles.Execute);
        var name = $"lock {Guid.NewGuid()}";
        var first = await client.PostAsync("/api/v1/cache/lock", new { name, owner = "anna" });
        var again = await client.PostAsync("/api/v1/cache/lock", new { name, owner = "anna", lease = "00:05:00" });
        var token = first.Json.GetProperty("token").GetInt64();
        Assert.Equal((HttpStatusCode.OK, token), (again.Status, again.Json.GetProperty("token").GetInt64()));
        var refused = await client.PostAsync("/api/v1/cache/lock", new { name });
        Assert.Equal((HttpStatusCode.Conflict, "lock_held", "anna"), (refused.Status, refused.Json.GetProperty("code").GetString(), refused.Json.GetProperty("lock").GetProperty("owner").GetString()));

        var waiting = Enumerable.Range(0, 5).Select(n => client.PostAsync("/api/v1/cache/lock", new { name, owner = $"{n}", wait = "00:00:30" })).ToList();
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/api/v1/cache/lock/renew", new { name, token })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsync("/api/v1/cache/lock/release", new { name, token })).Status);
        while (waiting.Count > 0)
        {
            var next = await Task.WhenAny(waiting);
            waiting.Remove(next);
            var taken = await next;
            Assert.Equal((HttpStatusCode.OK, token + 1), (taken.Status, taken.Json.GetProperty("token").GetInt64()));
            Assert.Equal("lock_stale", (await client.PostAsync("/api/v1/cache/lock/release", new { name, token })).Json.GetProperty("code").GetString());
            token++;
            Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsync("/api/v1/cache/lock/release", new { name, token })).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/api/v1/cache/lock?name={Uri.EscapeDataString(name)}")).Status);
        Assert.Equal("lock_stale", (await client.PostAsync("/api/v1/cache/lock/renew", new { name, token })).Json.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Lock_LeaseOver_GoesToWhoWaits()
    {
        using var client = cluster.As(Roles.Execute);
        var name = $"lock {Guid.NewGuid()}";
        var first = await client.PostAsync("/api/v1/cache/lock", new { name, lease = "00:00:01" });
        var second = await client.PostAsync("/api/v1/cache/lock", new { name, wait = "00:00:20" });
        Assert.Equal(first.Json.GetProperty("token").GetInt64() + 1, second.Json.GetProperty("token").GetInt64());
    }

    [Fact]
    public async Task Lock_RepeatIsBrokenOff_ItsHolderKeepsIt()
    {
        using var client = cluster.As(Roles.Execute);
        var name = $"lock {Guid.NewGuid()}";
        var token = (await client.PostAsync("/api/v1/cache/lock", new { name, owner = "anna" })).Json.GetProperty("token").GetInt64();

        await AcquireForNobodyAsync(name, "anna");

        var held = (await client.GetAsync($"/api/v1/cache/lock?name={Uri.EscapeDataString(name)}")).Json;
        Assert.Equal(("anna", token), (held.GetProperty("owner").GetString(), held.GetProperty("token").GetInt64()));
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/api/v1/cache/lock/renew", new { name, token })).Status);
    }

    [Fact]
    public async Task Lock_TakenForSomebodyNewWhoHasGone_IsFree()
    {
        using var client = cluster.As(Roles.Execute);
        var name = $"lock {Guid.NewGuid()}";

        await AcquireForNobodyAsync(name, null);

        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/api/v1/cache/lock", new { name, owner = "anna" })).Status);
    }

    [Fact]
    public async Task Lock_TakenAsTheTimeToWaitEnds_IsAnsweredAndNotReleased()
    {
        var locks = (InMemoryCacheLocks)cluster.Node.Services.GetRequiredService<ICacheLockStore>();
        var name = $"lock {Guid.NewGuid()}";
        var grain = cluster.Node.Grains.GetGrain<ICacheLockGrain>(name);
        var lease = TimeSpan.FromMinutes(5);
        var first = await grain.Acquire(new CacheLockRequest("ben", lease));
        var waiting = grain.Acquire(new CacheLockRequest("anna", lease, TimeSpan.FromSeconds(3)));
        // The second time it is asked for by who serves those that wait.
        await Eventually.IsTrueAsync("anna waits", TimeSpan.FromSeconds(20), () => locks.Asked.Count(asked => asked == (name, "anna")) >= 2);
        var answer = new TaskCompletionSource();
        locks.Slow[name] = answer.Task;
        await grain.Release(first.Lock!.Token);

        // The database has given it to anna, and says so when her time is over.
        await Assert.ThrowsAsync<TimeoutException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(4)));
        answer.SetResult();

        var taken = await waiting;
        Assert.Equal((CacheLockStatus.Done, first.Lock.Token + 1), (taken.Status, taken.Lock!.Token));
        Assert.Equal("anna", (await grain.Get())?.Owner);
    }

    [Fact]
    public async Task Keys_ThatEndWithASpace_AreRefusedOnEveryEngine()
    {
        using var client = cluster.As(Roles.Execute);
        foreach (var key in new[] { "space ", " space", " " })
        {
            var set = await client.PutAsync("/api/v1/cache", new { key, value = "v" });
            Assert.Equal((HttpStatusCode.BadRequest, "key"), (set.Status, Assert.Single(set.Json.GetProperty("errors").EnumerateObject()).Name));
            Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/api/v1/cache/counter", new { key })).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(Path(key))).Status);
            Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/api/v1/cache/lock", new { name = key })).Status);
            Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/api/v1/cache/lock", new { name = "n", owner = key })).Status);
        }
    }

    [Theory]
    [InlineData("PUT", "cache", """{"key":"\ud800","value":"v"}""")]
    [InlineData("PUT", "cache", """{"key":"k","value":"\ud800"}""")]
    [InlineData("POST", "cache/counter", """{"key":"\udc00"}""")]
    [InlineData("POST", "cache/lock", """{"name":"n","owner":"\ud800"}""")]
    [InlineData("POST", "notification", """{"title":"\ud800"}""")]
    public async Task Body_WithHalfOfASurrogatePair_IsTheCallersFault(string method, string route, string body)
    {
        using var client = cluster.As(Roles.Operator);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync(new HttpMethod(method), $"/api/v1/{route}", body)).Status);
    }

    [Fact]
    public async Task Lock_Unsound_SaysWhatToChange()
    {
        using var client = cluster.As(Roles.Execute);
        var answer = await client.PostAsync("/api/v1/cache/lock", new { name = "n", owner = "", lease = "00:00:00.5", wait = "-00:00:01" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(["lease", "owner", "wait"], answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/api/v1/cache/lock", new { name = new string('n', 10_000) })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/api/v1/cache/lock", new { })).Status);
    }

    [Fact]
    public async Task Set_FiftyMegabytes_IsRefused()
    {
        using var client = cluster.As(Roles.Execute);
        var answer = await client.PutAsync("/api/v1/cache", new { key = "fifty", value = new string('v', 50_000_000) });
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("50,000,000 characters; the cache takes 4,194,304 (Cache:MaxValueLength)", answer.Body);
    }

    // As a call whose connection is broken when the lock is given to it.
    private async Task AcquireForNobodyAsync(string name, string? owner) => await Assert.ThrowsAnyAsync<OperationCanceledException>(
        () => CacheLockEndpoints.Acquire(new CacheLockBody(name, owner, null, null), cluster.Node.Grains, TimeProvider.System, new CancellationToken(canceled: true)));

    private static string Path(string key) => $"/api/v1/cache?key={Uri.EscapeDataString(key)}";
}
