using Microsoft.Extensions.DependencyInjection;
using Universal.Persistence.Cache;

namespace Universal.Persistence.Tests.Stores;

public sealed class SqliteCacheStoreTests(SqliteFixture fixture) : CacheStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgreSqlCacheStoreTests(PostgreSqlFixture fixture) : CacheStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

/// <summary>What <see cref="ICacheStore"/> promises, on every engine.</summary>
public abstract class CacheStoreContract(StoreFixture fixture)
{
    private ICacheStore Cache => fixture.Services.GetRequiredService<ICacheStore>();

    private static DateTimeOffset Now { get; } = new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);

    private static CacheRow Row(string key, long version, string value = "v", int part = 7) =>
        new() { Key = key, Part = part, Value = value, Version = version, ChangedAt = Now };

    private async Task<CacheLife> BeginAsync(int part = 7)
    {
        var life = new CacheLife(part, await Cache.NextEpochAsync());
        Assert.True(await Cache.BeginLifeAsync(life));
        return life;
    }

    [Fact]
    public async Task Put_EveryField_IsRead()
    {
        var life = await BeginAsync();
        var row = Row("all ü😀'\"", 1L << 52, "line\n😀\\\"") with
        {
            AbsoluteExpiration = Now.AddMinutes(1), SlidingExpiration = TimeSpan.FromTicks(1_234_567), DueAt = Now.AddSeconds(3),
        };
        Assert.True(await Cache.PutAsync(life, row));
        Assert.Equal(row, await Cache.GetAsync(row.Key));
        Assert.Null(await Cache.GetAsync("ALL ü😀'\""));
    }

    [Fact]
    public async Task Put_VersionNotNewer_WritesNothing()
    {
        var life = await BeginAsync();
        Assert.True(await Cache.PutAsync(life, Row("fenced", 10, "a")));
        Assert.False(await Cache.PutAsync(life, Row("fenced", 9, "b")));
        Assert.False(await Cache.PutAsync(life, Row("fenced", 10, "c")));
        Assert.Equal("a", (await Cache.GetAsync("fenced"))!.Value);
        Assert.True(await Cache.PutAsync(life, Row("fenced", 11, "d")));
        Assert.Equal(("d", 11), ((await Cache.GetAsync("fenced"))!.Value, (await Cache.GetAsync("fenced"))!.Version));
    }

    [Fact]
    public async Task Put_ManyAtOnce_AllAreThere()
    {
        var life = await BeginAsync(11);
        var written = await Task.WhenAll(Enumerable.Range(0, 200).Select(n => Cache.PutAsync(life, Row($"many {n}", n + 1, $"{n}", 11))));
        Assert.All(written, Assert.True);
        Assert.Equal(200, (await Cache.ListKeysAsync(11, "", 1000)).Count);
    }

    [Fact]
    public async Task Delete_OnlyWhatIsNotNewer()
    {
        var life = await BeginAsync();
        await Cache.PutAsync(life, Row("gone", 5));
        Assert.True(await Cache.DeleteAsync(life, "gone", 4));
        Assert.NotNull(await Cache.GetAsync("gone"));
        Assert.True(await Cache.DeleteAsync(life, "gone", 5));
        Assert.True(await Cache.DeleteAsync(life, "gone", 5));
        Assert.Null(await Cache.GetAsync("gone"));
    }

    [Fact]
    public async Task Touch_MovesTheEndOfThatVersionOnly()
    {
        var life = await BeginAsync();
        await Cache.PutAsync(life, Row("touched", 5) with { DueAt = Now });
        Assert.True(await Cache.TouchAsync(life, "touched", 4, Now.AddHours(1)));
        Assert.Equal(Now, (await Cache.GetAsync("touched"))!.DueAt);
        Assert.True(await Cache.TouchAsync(life, "touched", 5, Now.AddHours(2)));
        Assert.Equal(Now.AddHours(2), (await Cache.GetAsync("touched"))!.DueAt);
    }

    [Fact]
    public async Task ListKeys_OfAPart_InPagesAndWithoutValues()
    {
        string[] keys = ["B", "a", "b", "ä", "Z", "z1"];
        var (life, other) = (await BeginAsync(3), await BeginAsync(4));
        foreach (var key in keys) await Cache.PutAsync(life, Row(key, 1, "large", 3));
        await Cache.PutAsync(other, Row("elsewhere", 1, "large", 4));
        var found = new List<string>();
        for (var after = ""; await Cache.ListKeysAsync(3, after, 2) is { Count: > 0 } page; after = page[^1].Key)
        {
            Assert.All(page, row => Assert.Equal("", row.Value));
            found.AddRange(page.Select(row => row.Key));
        }

        Assert.Equal(keys.Order(StringComparer.Ordinal), found);
    }

    [Fact]
    public async Task Clear_OfAPart_LeavesNewerOnes()
    {
        var (life, other) = (await BeginAsync(5), await BeginAsync(6));
        await Cache.PutAsync(life, Row("old", 1, part: 5));
        await Cache.PutAsync(life, Row("new", 3, part: 5));
        await Cache.PutAsync(other, Row("other", 1, part: 6));
        Assert.True(await Cache.ClearAsync(life, 2));
        Assert.Equal(["new"], (await Cache.ListKeysAsync(5, "", 10)).Select(row => row.Key));
        Assert.Single(await Cache.ListKeysAsync(6, "", 10));
    }

    [Fact]
    public async Task Epochs_OfManyNodes_Rise()
    {
        var other = fixture.AddNode().GetRequiredService<ICacheStore>();
        var first = await Cache.NextEpochAsync();
        var second = await other.NextEpochAsync();
        Assert.True(second > first);
        Assert.True(await Cache.NextEpochAsync() > second);
    }

    [Fact]
    public async Task BeginLife_NotLaterThanTheOneInForce_IsRefused()
    {
        var (first, second) = (await Cache.NextEpochAsync(), await Cache.NextEpochAsync());
        Assert.True(await Cache.BeginLifeAsync(new CacheLife(31, second)));
        Assert.False(await Cache.BeginLifeAsync(new CacheLife(31, first)));
        Assert.False(await Cache.BeginLifeAsync(new CacheLife(31, second)));
        Assert.True(await Cache.PutAsync(new CacheLife(31, second), Row("second", 1, part: 31)));
        Assert.False(await Cache.PutAsync(new CacheLife(31, first), Row("first", 1, part: 31)));

        // Each part for itself; one that never began writes nothing.
        Assert.True(await Cache.BeginLifeAsync(new CacheLife(32, first)));
        Assert.False(await Cache.PutAsync(new CacheLife(33, second), Row("never", 1, part: 33)));
        Assert.False(await Cache.ClearAsync(new CacheLife(33, second), 1));
    }

    [Fact]
    public async Task FormerLife_WritesNothing()
    {
        var former = await BeginAsync(34);
        var kept = Row("outlives", 5, "a", 34) with { DueAt = Now };
        Assert.True(await Cache.PutAsync(former, kept));
        var next = await BeginAsync(34);

        Assert.False(await Cache.PutAsync(former, Row("outlives", 6, "b", 34)));
        Assert.False(await Cache.PutAsync(former, Row("late", 6, "b", 34)));
        Assert.False(await Cache.TouchAsync(former, "outlives", 5, Now.AddHours(1)));
        Assert.False(await Cache.DeleteAsync(former, "outlives", 7));
        Assert.False(await Cache.ClearAsync(former, 7));
        Assert.Equal(kept, await Cache.GetAsync("outlives"));
        Assert.Equal(["outlives"], (await Cache.ListKeysAsync(34, "", 10)).Select(row => row.Key));

        // The one in force writes what the former may not.
        Assert.True(await Cache.TouchAsync(next, "outlives", 5, Now.AddHours(1)));
        Assert.True(await Cache.PutAsync(next, Row("outlives", 8, "c", 34)));
        Assert.True(await Cache.ClearAsync(next, 8));
        Assert.Empty(await Cache.ListKeysAsync(34, "", 10));
    }

    [Fact]
    public async Task ManyLives_InOneBatch_EachIsTold()
    {
        var former = await Task.WhenAll(Enumerable.Range(40, 8).Select(part => BeginAsync(part)));
        var next = await Task.WhenAll(Enumerable.Range(40, 4).Select(part => BeginAsync(part)));
        CacheLife[] lives = [.. former, .. next];
        var mayWrite = lives.Select((_, index) => index >= 4).ToList();
        string KeyOf(int index, int n) => $"batch {index} {n}";

        async Task<bool[]> EachAsync(Func<int, int, Task<bool>> write) =>
            await Task.WhenAll(Enumerable.Range(0, lives.Length).SelectMany(index => Enumerable.Range(0, 10).Select(n => write(index, n))));

        var expected = mayWrite.SelectMany(may => Enumerable.Repeat(may, 10));
        Assert.Equal(expected, await EachAsync((index, n) => Cache.PutAsync(lives[index], Row(KeyOf(index, n), 1, part: lives[index].Part))));
        Assert.Equal(expected, await EachAsync((index, n) => Cache.TouchAsync(lives[index], KeyOf(index, n), 1, Now)));
        Assert.Equal(80, (await Task.WhenAll(Enumerable.Range(40, 8).Select(part => Cache.ListKeysAsync(part, "", 100)))).Sum(rows => rows.Count));
        Assert.Equal(expected, await EachAsync((index, n) => Cache.DeleteAsync(lives[index], KeyOf(index, n), 1)));
        Assert.Equal(0, (await Task.WhenAll(Enumerable.Range(40, 8).Select(part => Cache.ListKeysAsync(part, "", 100)))).Sum(rows => rows.Count));
    }

    [Fact]
    public async Task BeginLife_WhileTheFormerWrites_SeesAllThatItEverWrites()
    {
        const int Part = 50;
        var other = fixture.AddNode().GetRequiredService<ICacheStore>();
        var left = new List<string>();
        for (var round = 0; round < 20; round++)
        {
            var former = await BeginAsync(Part);
            var keys = Enumerable.Range(0, 30).Select(n => $"race {round:00} {n:00}").ToList();
            var writing = Task.WhenAll(keys.Select(key => other.PutAsync(former, Row(key, 1, part: Part))));

            // Somewhere in between.
            if (round % 3 > 0) await other.PutAsync(former, Row($"race {round:00} first", 1, part: Part));
            await BeginAsync(Part);
            var seen = (await Cache.ListKeysAsync(Part, "", 5000)).Select(row => row.Key).ToList();
            var written = await writing;
            left.AddRange(keys.Where((_, index) => written[index]));
            if (round % 3 > 0) left.Add($"race {round:00} first");
            Assert.Equal(left.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
            Assert.Equal(seen, (await Cache.ListKeysAsync(Part, "", 5000)).Select(row => row.Key));
        }
    }

    [Fact]
    public async Task Value_OfMegabytes_IsKept()
    {
        var large = new string('ä', 4_000_000);
        Assert.True(await Cache.PutAsync(await BeginAsync(), Row(new string('k', 400), 1, large)));
        Assert.Equal(large, (await Cache.GetAsync(new string('k', 400)))!.Value);
    }
}
