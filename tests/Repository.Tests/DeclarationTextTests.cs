using System.Text.Json;
using Universal.Repository.Catalogue;

namespace Universal.Repository.Tests;

public sealed class DeclarationTextTests
{
    [Theory]
    [InlineData("""{"Name":"a"}""", "New-X -Name 'a'")]
    [InlineData("""{"Name":"it's ‘so’"}""", "New-X -Name 'it''s ‘‘so’’'")]
    [InlineData("""{"Name":"$(Stop-Computer) `n; rm -rf"}""", "New-X -Name '$(Stop-Computer) `n; rm -rf'")]
    [InlineData("""{"Paused":true,"Off":false,"None":null,"N":-1.5}""", "New-X -Paused -Off:$false -N -1.5")]
    [InlineData("""{"List":["a",1,true,null],"Map":{"k'":{"x":[]}}}""", "New-X -List @('a', 1, $true, $null) -Map @{ 'k''' = @{ 'x' = @() } }")]
    public void Call_OfValues_KeepsThemValues(string parameters, string expected) =>
        Assert.Equal(expected, DeclarationText.Call("New-X", JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(parameters)!));

    [Fact]
    public void Call_NameThatIsNone_Throws() =>
        Assert.Throws<ArgumentException>(() => DeclarationText.Call("New-X", [KeyValuePair.Create("a; rm", JsonSerializer.SerializeToElement(1))]));

    [Theory]
    [InlineData("", "x\n")]
    [InlineData("a\n", "a\nx\n")]
    [InlineData("a", "a\nx\n")]
    [InlineData("a\r\nb", "a\r\nb\r\nx\r\n")]
    public void Append_AFile_KeepsItsEnds(string text, string expected) => Assert.Equal(expected, DeclarationText.Append(text, "x"));

    [Theory]
    [InlineData("a\nb\nc", 2, 2, null, "a\nc")]
    [InlineData("a\r\nb\r\nc\r\n", 1, 2, null, "c\r\n")]
    [InlineData("a\n\nc\n", 3, 3, null, "a\n\n")]
    [InlineData("a", 1, 1, null, "")]
    [InlineData("a\nb\nc", 2, 2, "x", "a\nx\nc")]
    [InlineData("a\r\nb\r\nc", 2, 3, "x", "a\r\nx\r\n")]
    [InlineData("a\nb", 2, 2, "x", "a\nx\n")]
    public void Replace_Lines_LeavesTheOthers(string text, int first, int last, string? line, string expected) =>
        Assert.Equal(expected, DeclarationText.Replace(text, first, last, line));
}
