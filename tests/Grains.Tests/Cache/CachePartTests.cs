using Universal.Grains.Cache;

namespace Universal.Grains.Tests.Cache;

public sealed class CachePartTests
{
    // A key of two characters, and the value of ten.
    private const int KeyLength = CacheSlot.Overhead + 2;
    private const int Whole = KeyLength + 10;
    private static readonly DateTimeOffset Now = new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);

    private static CacheSlot Slot(string key, string? value = "0123456789", bool persisted = false, DateTimeOffset? absolute = null, TimeSpan? sliding = null) => new()
    {
        Key = key, Value = value, Version = 1, ChangedAt = Now, UsedAt = Now, Persisted = persisted, AbsoluteExpiration = absolute, SlidingExpiration = sliding,
    };

    [Fact]
    public void Put_MoreThanFits_LosesWhatWasNotUsedForLongest()
    {
        var part = new CachePart(3 * Whole);
        foreach (var key in (string[])["a1", "b2", "c3"]) part.Put(Slot(key));
        part.Use(part.Find("a1", Now)!, Now);
        part.Put(Slot("d4"));
        Assert.Equal(["a1", "c3", "d4"], part.List(null, _ => true, 10, Now).Select(item => item.Key));
    }

    [Fact]
    public void Put_MoreThanFits_KeepsTheKeysOfPersistedOnes()
    {
        // Room for both keys, the other entry and one value.
        var part = new CachePart((2 * KeyLength) + Whole + 10);
        part.Put(Slot("p1", persisted: true));
        part.Put(Slot("p2", persisted: true));
        part.Put(Slot("m3"));
        var first = part.Find("p1", Now)!;
        Assert.Null(first.Value);
        part.Fill(first, "0123456789");
        Assert.Null(part.Find("p2", Now)!.Value);
        Assert.NotNull(part.Find("m3", Now));
        part.Fill(part.Find("p2", Now)!, "0123456789");
        Assert.Null(part.Find("m3", Now));
    }

    [Fact]
    public void Put_Again_CountsItsLengthOnce()
    {
        var part = new CachePart(2 * Whole);
        for (var i = 0; i < 100; i++) part.Put(Slot("a1"));
        part.Put(Slot("b2"));
        Assert.NotNull(part.Find("a1", Now));
        part.Remove(part.Find("a1", Now)!);
        part.Put(Slot("c3"));
        Assert.NotNull(part.Find("b2", Now));
    }

    [Fact]
    public void Put_ManyTinyEntries_AreBounded()
    {
        var part = new CachePart(10 * CacheSlot.Overhead);
        for (var i = 0; i < 1000; i++) part.Put(Slot($"{i}", value: ""));
        Assert.InRange(part.Slots.Count, 5, 10);
        Assert.NotNull(part.Find("999", Now));
    }

    [Fact]
    public void CanHold_KeysOfPersistedOnes_LeaveNoRoom()
    {
        var part = new CachePart(3 * Whole);
        foreach (var key in (string[])["p1", "p2", "p3"]) part.Put(Slot(key, value: null, persisted: true));
        Assert.False(part.CanHold(Slot("m4")));
        Assert.False(part.CanHold(Slot("p4", persisted: true)));
        Assert.True(part.CanHold(Slot("p3", persisted: true)));
        Assert.True(part.CanHold(Slot("p3")));

        // A value in memory gives way to whatever is set.
        part.Fill(part.Find("p1", Now)!, "0123456789");
        part.Fill(part.Find("p2", Now)!, "0123456789");
        Assert.True(part.CanHold(Slot("p3", value: "01234567890123456789", persisted: true)));
        part.Put(Slot("p3", value: "01234567890123456789", persisted: true));
        Assert.Equal((int?[])[null, 10, 20], part.List(null, _ => true, 10, Now).Select(item => item.Length));

        part.Remove(part.Find("p1", Now)!);
        Assert.True(part.CanHold(Slot("m4")));
    }

    [Fact]
    public void Put_MorePersistedKeysThanFit_AreAllKept()
    {
        var part = new CachePart(2 * Whole);
        foreach (var key in (string[])["p1", "p2", "p3", "p4"]) part.Put(Slot(key, value: null, persisted: true));
        part.Put(Slot("p5", persisted: true));
        Assert.Equal((int?[])[null, null, null, null, null], part.List(null, _ => true, 10, Now).Select(item => item.Length));
        part.Fill(part.Find("p1", Now)!, "0123456789");
        Assert.Null(part.Find("p1", Now)!.Value);
        Assert.False(part.CanHold(Slot("p1", persisted: true)));
    }

    [Fact]
    public void Find_AfterItsTime_GivesNothing()
    {
        var part = new CachePart(1000);
        part.Put(Slot("absolute", absolute: Now.AddSeconds(10)));
        part.Put(Slot("sliding", sliding: TimeSpan.FromSeconds(10)));
        part.Put(Slot("both", absolute: Now.AddSeconds(15), sliding: TimeSpan.FromSeconds(10)));
        part.Use(part.Find("both", Now.AddSeconds(9))!, Now.AddSeconds(9));
        part.Use(part.Find("sliding", Now.AddSeconds(9))!, Now.AddSeconds(9));
        Assert.Null(part.Find("absolute", Now.AddSeconds(10)));
        Assert.NotNull(part.Find("both", Now.AddSeconds(14)));
        Assert.Null(part.Find("both", Now.AddSeconds(15)));
        Assert.NotNull(part.Find("sliding", Now.AddSeconds(18)));
        Assert.Null(part.Find("sliding", Now.AddSeconds(19)));
        Assert.NotNull(part.FindAny("sliding"));
        Assert.Empty(part.List(null, _ => true, 10, Now.AddSeconds(30)));
    }

    [Fact]
    public void List_AfterAKey_GoesOnInOrder()
    {
        var part = new CachePart(10_000);
        foreach (var key in (string[])["b", "B", "ä", "a", "z"]) part.Put(Slot(key));
        Assert.Equal(["B", "a"], part.List(null, _ => true, 2, Now).Select(item => item.Key));
        Assert.Equal(["b", "z"], part.List("a", _ => true, 2, Now).Select(item => item.Key));
        Assert.Equal(["ä"], part.List("zz", _ => true, 2, Now).Select(item => item.Key));
        part.Put(Slot("c"));
        Assert.Equal(["c", "z"], part.List("b", _ => true, 2, Now).Select(item => item.Key));
    }
}
