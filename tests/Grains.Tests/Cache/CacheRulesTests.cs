using Universal.Cache;
using Universal.Grains.Cache;

namespace Universal.Grains.Tests.Cache;

public sealed class CacheRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);

    public static TheoryData<CacheWrite, string> Faulty => new()
    {
        { new CacheWrite("", "v"), "key" },
        { new CacheWrite(new string('k', 401), "v"), "key" },
        { new CacheWrite("k", null!), "value" },
        { new CacheWrite("k", new string('v', 11)), "value" },
        { new CacheWrite("k", "v", AbsoluteExpiration: Now), "absoluteExpiration" },
        { new CacheWrite("k", "v", AbsoluteExpirationFromNow: TimeSpan.Zero), "absoluteExpirationFromNow" },
        { new CacheWrite("k", "v", Now.AddHours(1), TimeSpan.FromHours(1)), "absoluteExpirationFromNow" },
        { new CacheWrite("k", "v", SlidingExpiration: TimeSpan.FromSeconds(-1)), "slidingExpiration" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Faults_OfAnUnsoundEntry_NameItsField(CacheWrite write, string field) => Assert.Equal([field], CacheRules.Faults(write, 10, Now).Keys);

    [Fact]
    public void Faults_OfASoundEntry_AreNone() =>
        Assert.Empty(CacheRules.Faults(new CacheWrite(new string('k', 400), "0123456789", Now.AddTicks(1), null, TimeSpan.FromTicks(1)), 10, Now));

    [Fact]
    public void PartitionOf_Keys_IsStableAndEven()
    {
        // Nodes of different versions must agree on it.
        Assert.Equal([44, 44, 22], new[] { "a", "key", "Schlüssel" }.Select(CacheRules.PartitionOf));
        var counts = Enumerable.Range(0, 6_400).Select(n => CacheRules.PartitionOf($"key-{n}")).GroupBy(number => number).Select(group => group.Count()).ToArray();
        Assert.Equal(CacheRules.Partitions, counts.Length);
        Assert.All(counts, count => Assert.InRange(count, 50, 200));
    }
}
