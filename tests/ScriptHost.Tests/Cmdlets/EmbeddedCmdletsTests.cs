using System.Text.RegularExpressions;

namespace Universal.ScriptHost.Tests.Cmdlets;

/// <summary>Which cmdlets there are, how they are found, and that the documentation says so.</summary>
public sealed partial class EmbeddedCmdletsTests(CmdletFixture engine) : IClassFixture<CmdletFixture>
{
    [Fact]
    public async Task Documentation_ListsWhatIsExported()
    {
        var exported = await engine.EvaluateAsync("(Get-Command -Module Microsoft.PowerShell.* -CommandType Cmdlet | Where-Object Source -ne Microsoft.PowerShell.Core).Name | Sort-Object");
        var page = await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "embedded-powershell.md"));
        var list = page.Split("## What it has")[1].Split("\n## ")[0];
        Assert.Equal(
            exported.Split('|').Order(StringComparer.OrdinalIgnoreCase),
            CmdletName().Matches(list).Select(match => match.Groups[1].Value).Order(StringComparer.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("Microsoft.PowerShell.Management\\Join-Path a b", "a/b")]
    [InlineData("Microsoft.PowerShell.Utility\\Sort-Object -InputObject 1", "1")]
    [InlineData("Get-Command Get-Content | ForEach-Object Source", "Microsoft.PowerShell.Management")]
    [InlineData("Get-Command Get-Service -ErrorAction Ignore", "")]
    [InlineData("(Get-Module Microsoft.PowerShell.Management).ExportedCmdlets.Count -gt 30", "True")]
    [InlineData("Get-Command -Module Microsoft.PowerShell.* -CommandType Cmdlet | Where-Object { -not $_.ImplementingType } | Measure-Object | ForEach-Object Count", "0")]
    public async Task Modules_AreWhereScriptsLookForThem(string expression, string expected) => Assert.Equal(expected, await engine.EvaluateAsync(expression));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Universal.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex("`([A-Z][A-Za-z]+-[A-Za-z]+)`")]
    private static partial Regex CmdletName();
}
