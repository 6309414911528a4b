using Universal.Grains.Nodes;

namespace Universal.Grains.Tests.Nodes;

public sealed class NodeTroublesTests
{
    private readonly NodeTroubles _troubles = new();
    private int _changes;

    public NodeTroublesTests() => _troubles.Changed += () => _changes++;

    [Fact]
    public void Set_OfSeveralCodes_PutsTheGravestFirst()
    {
        Assert.Null(_troubles.Effect);
        _troubles.Set("b", "One.");
        _troubles.Set("a", "Two.", TroubleEffect.NotReady);
        _troubles.Set("c", "Three.", TroubleEffect.Faulted);
        Assert.Equal(["c", "a", "b"], _troubles.Current.Select(trouble => trouble.Code));
        Assert.Equal(TroubleEffect.Faulted, _troubles.Effect);

        _troubles.Clear("c");
        _troubles.Set("a", "Two.");
        Assert.Equal((TroubleEffect.Degraded, 2), (_troubles.Effect, _troubles.Current.Count));
    }

    [Fact]
    public void Changed_IsRaisedOnlyWhenSomethingChanges()
    {
        _troubles.Set("a", ["One.", "Two."]);
        _troubles.Set("a", ["One.", "Two."]);
        Assert.Equal(1, _changes);
        _troubles.Set("a", ["One."]);
        Assert.Equal(2, _changes);
        _troubles.Clear("b");
        _troubles.Clear("a");
        _troubles.Clear("a");
        Assert.Equal((3, 0), (_changes, _troubles.Current.Count));
    }
}
