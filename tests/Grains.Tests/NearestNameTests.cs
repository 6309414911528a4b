using Universal.Errors;

namespace Universal.Grains.Tests;

public sealed class NearestNameTests
{
    private static readonly string[] Known = ["computer", "environment", "parameters", "priority", "roles", "script", "status", "take", "timeout"];

    [Theory]
    [InlineData("computr", "computer")]
    [InlineData("rolles", "roles")]
    [InlineData("state", "status")]
    [InlineData("STAUTS", "status")]
    [InlineData("params", "parameters")]
    [InlineData("environ", "environment")]
    [InlineData("tkae", "take")]
    [InlineData("x", null)]
    [InlineData("", null)]
    [InlineData("webhook", null)]
    public void Name_Misspelled_FindsTheKnownOne(string name, string? known) => Assert.Equal(known, NearestName.Find(name, Known));

    [Fact]
    public void Name_OfAMegabyte_IsNotCompared() => Assert.Null(NearestName.Find(new string('a', 1_000_000), Known));
}
