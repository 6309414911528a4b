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
        { new CacheWrite("k", "v", AbsoluteExpirationFromNow: TimeSpan.MaxValue), "absoluteExpirationFromNow" },
        { new CacheWrite("k", "v", SlidingExpiration: TimeSpan.MaxValue), "slidingExpiration" },
        { new CacheWrite("k", "v", ExpectedVersion: -1), "expectedVersion" },
        { new CacheWrite("k\0", "v"), "key" },
        { new CacheWrite("\ud800", "v"), "key" },
        { new CacheWrite("k ", "v"), "key" },
        { new CacheWrite(" k", "v"), "key" },
        { new CacheWrite(" ", "v"), "key" },
        { new CacheWrite("k", "v\0", Persist: true), "value" },
        { new CacheWrite("k", "\udc00", Persist: true), "value" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Faults_OfAnUnsoundEntry_NameItsField(CacheWrite write, string field) => Assert.Equal([field], CacheRules.Faults(write, 10, Now).Keys);

    [Fact]
    public void Faults_OfASoundEntry_AreNone() =>
        Assert.Empty(CacheRules.Faults(new CacheWrite(new string('k', 400), "0123456789", Now.AddTicks(1), null, TimeSpan.FromTicks(1)), 10, Now));

    [Theory]
    [InlineData("k", true)]
    [InlineData("a b", true)]
    [InlineData("k ", false)]
    [InlineData(" k", false)]
    [InlineData("", false)]
    public void IsKey_TextsThatEveryDatabaseTellsApart(string key, bool expected) => Assert.Equal(expected, CacheRules.IsKey(key));

    [Theory]
    [InlineData("", true)]
    [InlineData("aä😀z", true)]
    [InlineData("😀😀", true)]
    [InlineData("a\0", false)]
    public void IsStorable_Texts(string text, bool expected) => Assert.Equal(expected, CacheRules.IsStorable(text));

    [Fact]
    public void IsStorable_HalfOfASurrogatePair_IsNot() =>
        Assert.All((string[])["a\ud83d", "\udc00a", "\ud83d\ud83d\ude00", "😀\ude00"], text => Assert.False(CacheRules.IsStorable(text)));

    [Theory]
    [InlineData(null, 3, false, "3")]
    [InlineData("5", -7, true, "-2")]
    [InlineData("-1", 1, false, "0")]
    [InlineData("9223372036854775806", 1, false, "9223372036854775807")]
    [InlineData("9223372036854775807", 1, false, null)]
    [InlineData("-9223372036854775808", -1, false, null)]
    [InlineData("", 1, false, null)]
    [InlineData("1.5", 1, false, null)]
    [InlineData("one", 1, false, null)]
    [InlineData("<Objs Version=\"1.1.0.1\" xmlns=\"x\">\r\n  <I32>41</I32>\r\n</Objs>", 1, false, "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\"><I64>42</I64></Objs>")]
    [InlineData("<Objs Version=\"1.1.0.1\" xmlns=\"x\"><S>41</S></Objs>", 1, false, null)]
    [InlineData("<Objs Version=\"1.1.0.1\" xmlns=\"x\"><I32>4</I32><I32>1</I32></Objs>", 1, false, null)]
    public void Step_OfACounter(string? text, long by, bool cliXml, string? expected)
    {
        var (next, _, error) = CacheRules.Step(text, by, cliXml);
        Assert.Equal(expected, next);
        Assert.Equal(expected is null, error is not null);
    }

    [Fact]
    public void Step_OfANewCounter_CanBeCliXml() => Assert.Contains("<I64>7</I64>", CacheRules.Step(null, 7, true).Text);

    [Theory]
    [InlineData(null, "anything", true)]
    [InlineData("*", "", true)]
    [InlineData("user*", "USER/1", true)]
    [InlineData("user", "user/1", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("a`*c", "a*c", true)]
    [InlineData("a`*c", "abc", false)]
    [InlineData("DOMAIN\\u*", "domain\\user", true)]
    [InlineData("[ab]", "a", false)]
    public void Matcher_Patterns(string? pattern, string key, bool expected) => Assert.Equal(expected, CacheRules.Matcher(pattern)(key));

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
