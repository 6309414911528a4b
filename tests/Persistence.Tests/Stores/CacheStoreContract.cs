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

    [Fact]
    public async Task Put_EveryField_IsRead()
    {
        var row = Row("all ü😀'\"", 1L << 52, "line\n😀\\\"") with
        {
            AbsoluteExpiration = Now.AddMinutes(1), SlidingExpiration = TimeSpan.FromTicks(1_234_567), DueAt = Now.AddSeconds(3),
        };
        Assert.True(await Cache.PutAsync(row));
        Assert.Equal(row, await Cache.GetAsync(row.Key));
        Assert.Null(await Cache.GetAsync("ALL ü😀'\""));
    }

    [Fact]
    public async Task Put_VersionNotNewer_WritesNothing()
    {
        Assert.True(await Cache.PutAsync(Row("fenced", 10, "a")));
        Assert.False(await Cache.PutAsync(Row("fenced", 9, "b")));
        Assert.False(await Cache.PutAsync(Row("fenced", 10, "c")));
        Assert.Equal("a", (await Cache.GetAsync("fenced"))!.Value);
        Assert.True(await Cache.PutAsync(Row("fenced", 11, "d")));
        Assert.Equal(("d", 11), ((await Cache.GetAsync("fenced"))!.Value, (await Cache.GetAsync("fenced"))!.Version));
    }

    [Fact]
    public async Task Put_ManyAtOnce_AllAreThere()
    {
        var written = await Task.WhenAll(Enumerable.Range(0, 200).Select(n => Cache.PutAsync(Row($"many {n}", n + 1, $"{n}", 11))));
        Assert.All(written, Assert.True);
        Assert.Equal(200, (await Cache.ListKeysAsync(11, "", 1000)).Count);
    }

    [Fact]
    public async Task Delete_OnlyWhatIsNotNewer()
    {
        await Cache.PutAsync(Row("gone", 5));
        await Cache.DeleteAsync("gone", 4);
        Assert.NotNull(await Cache.GetAsync("gone"));
        await Cache.DeleteAsync("gone", 5);
        await Cache.DeleteAsync("gone", 5);
        Assert.Null(await Cache.GetAsync("gone"));
    }

    [Fact]
    public async Task Touch_MovesTheEndOfThatVersionOnly()
    {
        await Cache.PutAsync(Row("touched", 5) with { DueAt = Now });
        await Cache.TouchAsync("touched", 4, Now.AddHours(1));
        Assert.Equal(Now, (await Cache.GetAsync("touched"))!.DueAt);
        await Cache.TouchAsync("touched", 5, Now.AddHours(2));
        Assert.Equal(Now.AddHours(2), (await Cache.GetAsync("touched"))!.DueAt);
    }

    [Fact]
    public async Task ListKeys_OfAPart_InPagesAndWithoutValues()
    {
        string[] keys = ["B", "a", "b", "ä", "Z", "z1"];
        foreach (var key in keys) await Cache.PutAsync(Row(key, 1, "large", 3));
        await Cache.PutAsync(Row("elsewhere", 1, "large", 4));
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
        await Cache.PutAsync(Row("old", 1, part: 5));
        await Cache.PutAsync(Row("new", 3, part: 5));
        await Cache.PutAsync(Row("other", 1, part: 6));
        await Cache.ClearAsync(5, 2);
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
    public async Task Value_OfMegabytes_IsKept()
    {
        var large = new string('ä', 4_000_000);
        Assert.True(await Cache.PutAsync(Row(new string('k', 400), 1, large)));
        Assert.Equal(large, (await Cache.GetAsync(new string('k', 400)))!.Value);
    }
}
