using Universal.Grains.Dispatch;

namespace Universal.Grains.Tests.Dispatch;

public sealed class UnroutableTimesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly UnroutableTimes _times = new();

    [Fact]
    public void Begin_RefusedAgainAndAgain_CountsFromTheFirst()
    {
        for (var second = 0; second <= 60; second += 15)
        {
            Assert.Equal(Now, _times.Begin(1, Now.AddSeconds(second)));
            _times.Lapse(1, Now.AddSeconds(second + 14));
            _times.Trim(Now.AddSeconds(second + 14));
        }
    }

    [Fact]
    public void Begin_AfterItRanOrWaitedForABusyNode_CountsAnew()
    {
        _times.Begin(1, Now);
        _times.Lapse(1, Now.AddSeconds(1));
        Assert.Equal(Now.AddMinutes(1), _times.Begin(1, Now.AddMinutes(1)));
    }

    [Fact]
    public void Begin_OfAJobThatWasWithdrawn_CountsAnew()
    {
        _times.Begin(1, Now);
        _times.Forget(1);
        Assert.Equal(Now.AddSeconds(2), _times.Begin(1, Now.AddSeconds(2)));
    }
}
