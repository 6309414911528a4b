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
    [InlineData("""{"N":1234567890.12345678901,"F":0.1,"L":9007199254740993}""", "New-X -N 1234567890.12345678901d -F 0.1 -L 9007199254740993")]
    [InlineData("""{"List":["a",1,true,null],"Map":{"k'":{"x":[]}}}""", "New-X -List @('a', 1, $true, $null) -Map @{ 'k''' = @{ 'x' = @() } }")]
    public void Call_OfValues_KeepsThemValues(string parameters, string expected) =>
        Assert.Equal(expected, DeclarationText.Call("New-X", JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(parameters)!));

    [Fact]
    public void Call_NameThatIsNone_Throws() =>
        Assert.Throws<ArgumentException>(() => DeclarationText.Call("New-X", [KeyValuePair.Create("a; rm", JsonSerializer.SerializeToElement(1))]));

    [Theory]
    [InlineData("Name", true)]
    [InlineData("_a1", true)]
    [InlineData("a\n", false)]
    [InlineData("1a", false)]
    [InlineData("", false)]
    public void IsName_OnlyOfLettersDigitsAndUnderscores(string name, bool expected) => Assert.Equal(expected, DeclarationText.IsName(name));

    [Theory]
    [InlineData("New-X -Name 'a' -Script 'b'", true)]
    [InlineData("# x\r\nnew-x -name 'A' -Script 'c'\r\n", true)]
    [InlineData("New-X -Name 'a'", true)]
    [InlineData("New-X -Name 'a''b' -Script 'b'", false)]
    [InlineData("New-X -Name 'ab' -Script 'b'", false)]
    [InlineData("New-Y -Name 'a' -Script 'b'", false)]
    [InlineData("", false)]
    public void Declares_LineOfTheSameName_WhateverElseItSays(string text, bool expected) => Assert.Equal(expected, DeclarationText.Declares(text, "New-X -Name 'a' -Other 'c'"));

    [Theory]
    [InlineData("New-X -Name 'it''s ‘‘so’’' -Script 'b'", "New-X -Name 'it''s ‘‘so’’'", true)]
    [InlineData("New-X -Script 'a' -Cron 'c' -Paused", "New-X -Script 'a' -Cron 'c'", true)]
    [InlineData("New-X -Script 'a' -Cron 'c'", "New-X -Script 'a' -Cron 'd'", false)]
    public void Declares_QuotesAndNoName(string text, string line, bool expected) => Assert.Equal(expected, DeclarationText.Declares(text, line));

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

    [Theory]
    [InlineData("New-PSUSchedule -Script 'a.ps1' -Name 'one' -EveryDay", true)]
    [InlineData("New-PSUSchedule -Name:\"One\" -EveryDay", true)]
    [InlineData("New-PSUSchedule -EveryDay -Name one", true)]
    [InlineData("New-PSUSchedule `\n  -Name one `\n  -EveryDay", true)]
    [InlineData("New-PSUSchedule -Name 'one two' -EveryDay", false)]
    [InlineData("New-PSUSchedule -Name ones -EveryDay", false)]
    [InlineData("New-PSUSchedule -Name 'two' -Script 'one' -EveryDay", false)]
    [InlineData("New-PSUTrigger -Name 'one' -EventType JobFailed", false)]
    [InlineData("# gone", false)]
    public void Names_Lines_OnlyWhenTheySaySo(string lines, bool expected) => Assert.Equal(expected, DeclarationText.Names(lines, "Schedule", "one"));
}
