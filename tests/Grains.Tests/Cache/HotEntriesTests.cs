using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Universal.Cache;
using Universal.Grains.Cache;

namespace Universal.Grains.Tests.Cache;

public sealed class HotEntriesTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);
    private readonly FakeTimeProvider _time = new();

    private HotEntries Create(long maxLength = 1000) => new(Options.Create(new CacheOptions { MaxHotLength = maxLength }), _time);

    private static CacheEntry Entry(string key, string value = "v") => new(key, value, DateTimeOffset.UnixEpoch, null, null, 1);

    [Fact]
    public void Copy_AfterItsLease_CountedFromTheQuestion_IsGone()
    {
        var hot = Create();
        var question = hot.Ask("k");
        _time.Advance(TimeSpan.FromSeconds(1.5));
        hot.Keep(question, Entry("k"), Lease, 1);
        Assert.True(hot.TryGet("k", out _));
        _time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.False(hot.TryGet("k", out _));
    }

    [Fact]
    public void Keep_AskedBackMeanwhile_KeepsNothing()
    {
        var hot = Create();
        var question = hot.Ask("k");
        hot.Forget("k");
        hot.Keep(question, Entry("k"), Lease, 1);
        Assert.False(hot.TryGet("k", out _));

        question = hot.Ask("k");
        hot.ForgetPart(CacheRules.PartitionOf("k"), 1);
        hot.Keep(question, Entry("k"), Lease, 1);
        Assert.False(hot.TryGet("k", out _));
    }

    [Fact]
    public void Keep_LentByAFormerLife_KeepsNothing()
    {
        var hot = Create();
        hot.ForgetPart(CacheRules.PartitionOf("k"), 5);
        hot.Keep(hot.Ask("k"), Entry("k"), Lease, 4);
        Assert.False(hot.TryGet("k", out _));
        hot.Keep(hot.Ask("k"), Entry("k"), Lease, 5);
        Assert.True(hot.TryGet("k", out _));

        // Its own life may have told this node nothing but a loan.
        hot.Forget("k");
        hot.Keep(hot.Ask("k"), Entry("k"), Lease, 7);
        hot.Forget("k");
        hot.Keep(hot.Ask("k"), Entry("k"), Lease, 6);
        Assert.False(hot.TryGet("k", out _));
    }

    [Fact]
    public void Forget_OfAPart_LeavesOthers()
    {
        var hot = Create();
        foreach (var key in (string[])["k", "other"]) hot.Keep(hot.Ask(key), Entry(key), Lease, 1);
        hot.ForgetPart(CacheRules.PartitionOf("k"), 1);
        Assert.False(hot.TryGet("k", out _));
        Assert.True(hot.TryGet("other", out _));
    }

    [Fact]
    public void Keep_WithoutRoom_TakesTheRoomOfThoseThatHaveEnded()
    {
        var hot = Create(maxLength: CacheSlot.Overhead + 20);
        hot.Keep(hot.Ask("a"), Entry("a", "0123456789"), Lease, 1);
        hot.Keep(hot.Ask("b"), Entry("b", "0123456789"), Lease, 1);
        Assert.False(hot.TryGet("b", out _));
        _time.Advance(Lease);
        hot.Keep(hot.Ask("b"), Entry("b", "0123456789"), Lease, 1);
        Assert.True(hot.TryGet("b", out _));
    }
}
