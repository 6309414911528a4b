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
        hot.Keep(question, Entry("k"), Lease);
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
        hot.Keep(question, Entry("k"), Lease);
        Assert.False(hot.TryGet("k", out _));

        question = hot.Ask("k");
        hot.ForgetPart(CacheRules.PartitionOf("k"));
        hot.Keep(question, Entry("k"), Lease);
        Assert.False(hot.TryGet("k", out _));
    }

    [Fact]
    public void Forget_OfAPart_LeavesOthers()
    {
        var hot = Create();
        foreach (var key in (string[])["k", "other"]) hot.Keep(hot.Ask(key), Entry(key), Lease);
        hot.ForgetPart(CacheRules.PartitionOf("k"));
        Assert.False(hot.TryGet("k", out _));
        Assert.True(hot.TryGet("other", out _));
    }

    [Fact]
    public void Keep_WithoutRoom_TakesTheRoomOfThoseThatHaveEnded()
    {
        var hot = Create(maxLength: 20);
        hot.Keep(hot.Ask("a"), Entry("a", "0123456789"), Lease);
        hot.Keep(hot.Ask("b"), Entry("b", "0123456789"), Lease);
        Assert.False(hot.TryGet("b", out _));
        _time.Advance(Lease);
        hot.Keep(hot.Ask("b"), Entry("b", "0123456789"), Lease);
        Assert.True(hot.TryGet("b", out _));
    }
}
