using Microsoft.Extensions.Time.Testing;
using Universal.Errors;
using Universal.Grains.Cache;

namespace Universal.Grains.Tests.Cache;

public sealed class DatabaseClockTests
{
    private static readonly DateTimeOffset Real = new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);

    [Theory]
    [InlineData(-7)]
    [InlineData(7)]
    public async Task Now_ClockOfTheNodeWrongByMinutes_IsThatOfTheDatabase(int minutes)
    {
        var time = new FakeTimeProvider(Real.AddMinutes(minutes));
        var clock = new DatabaseClock(new FakeCacheStore(() => Real), time);
        Assert.Equal(Real.AddMinutes(minutes), clock.Now);
        await clock.SetAsync();
        Assert.Equal(Real, clock.Now);
        time.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(Real.AddSeconds(90), clock.Now);
    }

    [Fact]
    public async Task Set_WhenItIsNotDue_AsksNobody()
    {
        var time = new FakeTimeProvider(Real);
        DateTimeOffset? now = Real;
        var store = new FakeCacheStore(() => now);
        var clock = new DatabaseClock(store, time);
        await clock.SetAsync();
        await clock.SetAsync();
        Assert.Equal(1, store.Asked);
        time.Advance(TimeSpan.FromMinutes(11));
        now = null;
        await Assert.ThrowsAsync<DatabaseUnavailableException>(clock.SetAsync);
        Assert.Equal(Real.AddMinutes(11), clock.Now);
    }
}
