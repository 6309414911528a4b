namespace Universal.ScriptHost.Tests.Cmdlets;

/// <summary>Which modules a script finds, and that what they need beside the engine is there: a compiler, a pwsh, threads.</summary>
public sealed class ModulesTests(CmdletFixture engine) : IClassFixture<CmdletFixture>
{
    [Theory]
    [InlineData("Microsoft.PowerShell.Management\\Join-Path a b", "a/b")]
    [InlineData("Microsoft.PowerShell.Utility\\Sort-Object -InputObject 1", "1")]
    [InlineData("Get-Command Get-Content | ForEach-Object Source", "Microsoft.PowerShell.Management")]
    [InlineData("(Get-Module Microsoft.PowerShell.Management).ExportedCmdlets.Count -gt 40", "True")]
    [InlineData("$PSVersionTable.PSEdition", "Core")]
    [InlineData("(Get-Module -ListAvailable -Name Microsoft.PowerShell.*).Name | Sort-Object", "Microsoft.PowerShell.Archive|Microsoft.PowerShell.Host|Microsoft.PowerShell.Management|Microsoft.PowerShell.PSResourceGet|Microsoft.PowerShell.Security|Microsoft.PowerShell.ThreadJob|Microsoft.PowerShell.Utility")]
    [InlineData("Start-Job { 1 + 1 } | Receive-Job -Wait", "2")]
    [InlineData("Start-ThreadJob { 1 + 1 } | Receive-Job -Wait", "2")]
    [InlineData("1..3 | ForEach-Object -Parallel { $_ * 2 } | Sort-Object", "2|4|6")]
    [InlineData("Add-Type 'public static class Doubled { public static int Of(int n) { return 2 * n; } }'; [Doubled]::Of(4)", "8")]
    [InlineData("Set-Content a.txt x; Compress-Archive a.txt a.zip; Expand-Archive a.zip out; Get-Content out/a.txt", "x")]
    [InlineData("@(Get-PSResource -Name nope* -ErrorAction Ignore).Count", "0")]
    [InlineData("([cultureinfo]'de-DE').Name", "de-DE")]
    [InlineData("Start-Transcript t.txt | Out-Null; Write-Host shown; Stop-Transcript | Out-Null; (Get-Content t.txt) -contains 'shown'", "True")]
    [InlineData("[IO.Path]::GetFileName($PROFILE); [IO.Path]::GetFileName($PROFILE.CurrentUserAllHosts)", "Universal_profile.ps1|profile.ps1")]
    [InlineData("pwsh -NoProfile -Command '6 * 7'", "42")]
    [InlineData("Test-Json '{}'; ('<a>1</a>' | Select-Xml //a).Node.InnerText", "True|1")]
    [InlineData("$f = (Get-Item .).FullName; $m = $env:PSModulePath -split [IO.Path]::PathSeparator; ($m | Where-Object { $_.StartsWith($HOME) }).Count", "1")]
    public async Task Session_HasWhatAPowerShellHas(string expression, string expected) => Assert.Equal(expected, await engine.EvaluateAsync(expression));
}
