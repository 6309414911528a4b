using Microsoft.Extensions.DependencyInjection;
using Universal.Persistence.Cache;
using Universal.Testing;

namespace Universal.Persistence.Tests.Stores;

public sealed class SqliteCacheLockStoreTests(SqliteFixture fixture) : CacheLockStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgreSqlCacheLockStoreTests(PostgreSqlFixture fixture) : CacheLockStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

/// <summary>What <see cref="ICacheLockStore"/> promises, on every engine.</summary>
public abstract class CacheLockStoreContract(StoreFixture fixture)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(150);

    private ICacheLockStore Locks => fixture.Services.GetRequiredService<ICacheLockStore>();

    [Fact]
    public async Task Acquire_Free_GivesTokenAndLease()
    {
        var taken = await Locks.AcquireAsync("one ü", "anna", Long);
        Assert.Equal(("one ü", "anna", 1L), (taken!.Name, taken.Owner, taken.Token));
        Assert.InRange(taken.ExpiresAt, TimeProvider.System.GetUtcNow().AddMinutes(4), TimeProvider.System.GetUtcNow().AddMinutes(6));
        var read = await Locks.GetAsync("one ü");
        Assert.True(read!.IsHeld);
        Assert.InRange(read.Remaining, TimeSpan.FromMinutes(4), Long);
        Assert.Null(await Locks.GetAsync("ONE ü"));
    }

    [Fact]
    public async Task Acquire_ByTheHolder_IsTheSameTokenWithANewLease()
    {
        var first = await Locks.AcquireAsync("two", "anna", TimeSpan.FromSeconds(30));
        var second = await Locks.AcquireAsync("two", "anna", Long);
        Assert.Equal(first!.Token, second!.Token);
        Assert.True(second.ExpiresAt > first.ExpiresAt.AddMinutes(1));
        Assert.Null(await Locks.AcquireAsync("two", "Anna", Long));
    }

    [Fact]
    public async Task Acquire_AfterTheLease_RaisesTheToken()
    {
        var first = await Locks.AcquireAsync("three", "anna", Short);
        var second = await Eventually.GetAsync("the lease ends", TimeSpan.FromSeconds(10), () => Locks.AcquireAsync("three", "ben", Short));
        Assert.Equal(first!.Token + 1, second.Token);
        Assert.Null(await Locks.RenewAsync("three", first.Token, Long));
        Assert.False(await Locks.ReleaseAsync("three", first.Token));
        // To its former holder as well.
        await Eventually.IsTrueAsync("the lease ends", TimeSpan.FromSeconds(10), async () => !(await Locks.GetAsync("three"))!.IsHeld);
        var third = await Locks.AcquireAsync("three", "ben", Long);
        Assert.Equal(second.Token + 1, third!.Token);
    }

    [Fact]
    public async Task Release_KeepsTheToken_AndCanBeRepeated()
    {
        var first = await Locks.AcquireAsync("four", "anna", Long);
        Assert.False(await Locks.ReleaseAsync("four", first!.Token + 1));
        Assert.True(await Locks.ReleaseAsync("four", first.Token));
        Assert.True(await Locks.ReleaseAsync("four", first.Token));
        Assert.False((await Locks.GetAsync("four"))!.IsHeld);
        Assert.Null(await Locks.RenewAsync("four", first.Token, Long));
        var second = await Locks.AcquireAsync("four", "anna", Long);
        Assert.Equal(first.Token + 1, second!.Token);
        Assert.False(await Locks.ReleaseAsync("four", first.Token));
        Assert.False(await Locks.ReleaseAsync("never", 1));
    }

    [Fact]
    public async Task Renew_LengthensTheLease()
    {
        var taken = await Locks.AcquireAsync("five", "anna", TimeSpan.FromSeconds(20));
        var renewed = await Locks.RenewAsync("five", taken!.Token, Long);
        Assert.Equal(taken.Token, renewed!.Token);
        Assert.True(renewed.ExpiresAt > taken.ExpiresAt.AddMinutes(1));
        Assert.Null(await Locks.RenewAsync("five", taken.Token + 1, Long));
    }

    [Fact]
    public async Task Acquire_ManyAtOnce_OneWins()
    {
        for (var round = 1; round <= 5; round++)
        {
            var taken = await Task.WhenAll(Enumerable.Range(0, 16).Select(n => Task.Run(() => Locks.AcquireAsync("six", $"owner {n}", Long))));
            var won = Assert.Single(taken, row => row is not null)!;
            Assert.Equal(round, won.Token);
            Assert.True(await Locks.ReleaseAsync("six", won.Token));
        }
    }
}
