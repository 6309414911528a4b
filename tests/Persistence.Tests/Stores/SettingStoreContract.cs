using Universal.Persistence.Settings;

namespace Universal.Persistence.Tests.Stores;

public sealed class SqliteSettingStoreTests(SqliteFixture fixture) : SettingStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgreSqlSettingStoreTests(PostgreSqlFixture fixture) : SettingStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

/// <summary>What <see cref="ISettingStore"/> promises, on every engine.</summary>
public abstract class SettingStoreContract(StoreFixture fixture)
{
    private ISettingStore Settings => fixture.Settings;

    [Fact]
    public async Task Put_NewThenChanged_RaisesTheVersion()
    {
        Assert.Null(await Settings.GetAsync("one"));
        var before = TimeProvider.System.GetUtcNow();

        Assert.True(await Settings.PutAsync("one", """{"ü":"😀 ' \""}""", 0, "anna"));
        var first = await Settings.GetAsync("one");
        Assert.True(await Settings.PutAsync("one", "", 1, null));

        Assert.Equal(("""{"ü":"😀 ' \""}""", 1L, "anna"), (first!.Value, first.Version, first.ChangedBy));
        Assert.InRange(first.ChangedAt, before.AddSeconds(-1), TimeProvider.System.GetUtcNow().AddSeconds(1));
        var second = await Settings.GetAsync("one");
        Assert.Equal(("", 2L, null), (second!.Value, second.Version, second.ChangedBy));
    }

    [Fact]
    public async Task Put_OtherVersion_WritesNothing()
    {
        Assert.False(await Settings.PutAsync("two", "a", 1, null));
        Assert.Null(await Settings.GetAsync("two"));
        Assert.True(await Settings.PutAsync("two", "a", 0, null));

        Assert.False(await Settings.PutAsync("two", "b", 0, null));
        Assert.False(await Settings.PutAsync("two", "b", 2, null));

        Assert.Equal("a", (await Settings.GetAsync("two"))!.Value);
    }

    [Theory]
    [InlineData("three", 0)]
    [InlineData("four", 1)]
    public async Task Put_ManyAtOnce_OneWins(string name, long version)
    {
        if (version > 0) Assert.True(await Settings.PutAsync(name, "before", 0, null));

        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => Settings.PutAsync(name, $"{n}", version, null))));

        Assert.Single(written, won => won);
        var row = await Settings.GetAsync(name);
        Assert.Equal((Array.IndexOf(written, true).ToString(), version + 1), (row!.Value, row.Version));
    }

    [Fact]
    public async Task Delete_ForgetsIt_AndItsVersion()
    {
        Assert.True(await Settings.PutAsync("five", "a", 0, null));

        Assert.True(await Settings.DeleteAsync("five"));
        Assert.False(await Settings.DeleteAsync("five"));

        Assert.Null(await Settings.GetAsync("five"));
        Assert.False(await Settings.PutAsync("five", "b", 1, null));
        Assert.True(await Settings.PutAsync("five", "c", 0, null));
    }

    [Fact]
    public async Task Names_AreToldApartByLetterCase()
    {
        Assert.True(await Settings.PutAsync("six", "a", 0, null));
        Assert.True(await Settings.PutAsync("SIX", "b", 0, null));
        Assert.Equal("a", (await Settings.GetAsync("six"))!.Value);
    }

    [Fact]
    public async Task Value_OfMegabytes_IsKept()
    {
        var large = new string('ä', 2_000_000);
        Assert.True(await Settings.PutAsync("seven", large, 0, null));
        Assert.Equal(large, (await Settings.GetAsync("seven"))!.Value);
    }
}
