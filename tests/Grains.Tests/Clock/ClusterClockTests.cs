using Microsoft.Extensions.Time.Testing;
using Universal.Errors;
using Universal.Grains.Clock;
using Universal.Persistence.Clock;

namespace Universal.Grains.Tests.Clock;

public sealed class ClusterClockTests
{
    private static readonly DateTimeOffset Real = new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);

    [Theory]
    [InlineData(-7)]
    [InlineData(7)]
    public async Task Now_ClockOfTheNodeWrongByMinutes_IsThatOfTheDatabase(int minutes)
    {
        var time = new FakeTimeProvider(Real.AddMinutes(minutes));
        var clock = new ClusterClock(new Database { Time = Real }, time);
        Assert.Equal(Real.AddMinutes(minutes), clock.Now);
        await clock.SynchroniseAsync();
        Assert.Equal(Real, clock.Now);
        time.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(Real.AddSeconds(90), clock.Now);
    }

    [Fact]
    public async Task Synchronise_WhenItIsNotDue_AsksNobody()
    {
        var time = new FakeTimeProvider(Real);
        var database = new Database { Time = Real };
        var clock = new ClusterClock(database, time);
        await clock.SynchroniseAsync();
        await clock.SynchroniseAsync();
        Assert.Equal(1, database.Asked);
        time.Advance(TimeSpan.FromSeconds(11));
        database.Time = null;
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => clock.SynchroniseAsync());
        Assert.Equal(Real.AddSeconds(11), clock.Now);
    }

    private sealed class Database : IDatabaseClock
    {
        public DateTimeOffset? Time { get; set; }

        public int Asked { get; private set; }

        public Task<DateTimeOffset> ReadAsync(CancellationToken cancellationToken = default)
        {
            Asked++;
            return Time is { } time ? Task.FromResult(time) : Task.FromException<DateTimeOffset>(new DatabaseUnavailableException("down"));
        }
    }
}
