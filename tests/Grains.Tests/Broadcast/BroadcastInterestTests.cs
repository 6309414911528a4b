using Microsoft.Extensions.Time.Testing;
using Universal.Broadcast;
using Universal.Grains.Broadcast;

namespace Universal.Grains.Tests.Broadcast;

public sealed class BroadcastInterestTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Interest_OfANodeThatSaysNothingMore_Ends()
    {
        var interest = new BroadcastInterest(_time);
        Assert.False(interest.Wants(BroadcastTopics.Jobs));
        interest.Set("other", BroadcastTopics.Jobs | BroadcastTopics.Nodes, TimeSpan.FromSeconds(15));
        interest.Set("own", BroadcastTopics.Git, Timeout.InfiniteTimeSpan);
        Assert.True(interest.Wants(BroadcastTopics.Jobs) && interest.Wants("other", BroadcastTopics.Nodes) && !interest.Wants("own", BroadcastTopics.Jobs));

        _time.Advance(TimeSpan.FromSeconds(10));
        interest.Set("other", BroadcastTopics.Jobs, TimeSpan.FromSeconds(15));
        _time.Advance(TimeSpan.FromSeconds(10));
        interest.Sweep();
        Assert.True(interest.Wants(BroadcastTopics.Jobs) && !interest.Wants(BroadcastTopics.Nodes));

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(interest.Wants("other", BroadcastTopics.Jobs));
        interest.Sweep();
        Assert.False(interest.Wants(BroadcastTopics.Jobs));
        Assert.True(interest.Wants(BroadcastTopics.Git));
        interest.Set("own", BroadcastTopics.None, Timeout.InfiniteTimeSpan);
        Assert.False(interest.Wants(BroadcastTopics.Git));
    }

    [Fact]
    public void SeenMessages_TellARepeat_OfTheSameProcessOnly()
    {
        var seen = new SeenMessages();
        Assert.True(seen.IsNew(Message("a", 1)));
        Assert.True(seen.IsNew(Message("a", 3)));
        Assert.True(seen.IsNew(Message("a", 2)));
        Assert.True(seen.IsNew(Message("b", 1)));
        Assert.False(seen.IsNew(Message("a", 1)));
        Assert.False(seen.IsNew(Message("a", 3)));
        for (var i = 10; i < 2000; i++) Assert.True(seen.IsNew(Message("a", i)));
        Assert.False(seen.IsNew(Message("a", 1999)));
    }

    private static BroadcastMessage Message(string origin, long sequence) => new(origin, sequence, new NodesContent());
}
