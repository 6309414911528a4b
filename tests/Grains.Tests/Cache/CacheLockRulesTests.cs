using Universal.Cache;
using Universal.Grains.Cache;

namespace Universal.Grains.Tests.Cache;

public sealed class CacheLockRulesTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("work", "anna", null)]
    [InlineData("a b", "anna of ops", null)]
    [InlineData("work ", "anna", "name")]
    [InlineData(" work", "anna", "name")]
    [InlineData("work", "anna ", "owner")]
    [InlineData("work", " anna", "owner")]
    [InlineData("work", "  ", "owner")]
    [InlineData("work", "", "owner")]
    public void Faults_SpacesThatSqlServerDoesNotCompare_AreRefused(string name, string owner, string? field)
    {
        string[] expected = field is null ? [] : [field];
        Assert.Equal(expected, CacheLockRules.Faults(name, new CacheLockRequest(owner, Lease)).Keys);
    }
}
