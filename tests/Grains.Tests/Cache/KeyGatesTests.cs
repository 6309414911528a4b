using Universal.Grains.Cache;

namespace Universal.Grains.Tests.Cache;

public sealed class KeyGatesTests
{
    private readonly KeyGates _gates = new();

    [Fact]
    public async Task Enter_OneKey_IsInOrder()
    {
        var first = await _gates.EnterAsync("a");
        var second = _gates.EnterAsync("a");
        var third = _gates.EnterAsync("a");
        Assert.True(_gates.EnterAsync("b").IsCompleted);
        Assert.False(second.IsCompleted);
        first.Dispose();
        var turn = await second;
        Assert.False(third.IsCompleted);
        turn.Dispose();
        (await third).Dispose();
        Assert.False(_gates.IsTaken("a"));
    }

    [Fact]
    public async Task EnterAll_WaitsForAll_AndKeepsAllWaiting()
    {
        var a = await _gates.EnterAsync("a");
        var b = await _gates.EnterAsync("b");
        var all = _gates.EnterAllAsync();
        var later = _gates.EnterAsync("a");
        var other = _gates.EnterAsync("c");
        a.Dispose();
        Assert.False(all.IsCompleted);
        b.Dispose();
        var turn = await all;
        Assert.False(later.IsCompleted);
        Assert.False(other.IsCompleted);
        Assert.True(_gates.IsTaken("anything"));
        turn.Dispose();
        (await later).Dispose();
        (await other).Dispose();
        Assert.False(_gates.IsTaken("a"));
    }
}
