using Universal.Grains.Execution;
using Universal.Jobs;

namespace Universal.ScriptHost.Tests;

/// <summary>PowerShell scripts without a file, and the modules of the repository.</summary>
public sealed class TextScriptTests(HostFixture host) : IClassFixture<HostFixture>
{
    // What a node makes of New-PSUScript -Module Tools -Command Show-It.
    private const string Command = """
        Import-Module -Name 'Tools' -ErrorAction Stop
        $parameters = @{}
        for ($i = 0; $i -lt $args.Count; $i += 2) { $parameters[$args[$i].Trim('-', ':')] = $args[$i + 1] }
        & 'Tools\Show-It' @parameters
        """;

    private const string Module = """
        function Show-It {
            [CmdletBinding()] param([Parameter(Mandatory)][string] $Name, [int] $Count = 2, [switch] $Force, [string[]] $List)
            Write-Verbose 'talks'
            "$Name|$($Count + 1)|$Force|$($List -join ',')|$($PSBoundParameters.Count)"
        }
        """;

    private readonly RecordingSink _sink = new();

    [Fact]
    public async Task Text_RunsWithItsParametersAndTheRepositoryAsItsRoot()
    {
        var outcome = await RunAsync(
            "param([int] $Count, $Root = $PSScriptRoot)\n\"$($Count + 1) $($PSScriptRoot -eq $env:UNIVERSAL_REPOSITORY) $($Root -eq $PSScriptRoot)\"; Write-Error 'e'", """{"Count":4}""");

        Assert.Equal((AttemptEnd.Exited, 0, true, false), (outcome.End, outcome.ExitCode, outcome.HadErrors, outcome.Terminated));
        Assert.Equal(["5 True True"], _sink.Output);
        Assert.Contains(":2: ", _sink.Lines(OutputStream.Error)[0]);
    }

    [Theory]
    [InlineData("exit 7", 7, false)]
    [InlineData("throw 'boom'", 1, true)]
    [InlineData("/bin/sh -c 'exit 3'; 'goes on'", 0, false)]
    [InlineData("param([int] $Unknown) 'never'", 1, true)]
    [InlineData("if (", 1, true)]
    public async Task Text_EndsAsAFileWould(string text, int exitCode, bool terminated)
    {
        var outcome = await RunAsync(text, text.StartsWith("param", StringComparison.Ordinal) ? """{"Unknown":"x"}""" : null);

        Assert.Equal((AttemptEnd.Exited, exitCode, terminated), (outcome.End, outcome.ExitCode, outcome.Terminated));
    }

    [Fact]
    public async Task CommandOfARepositoryModule_GetsTheJobsParametersByName()
    {
        Directory.CreateDirectory(Path.Combine(host.Folder, "Modules", "Tools"));
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "Modules", "Tools", "Tools.psm1"), Module);

        var outcome = await RunAsync(Command, """{"Name":"a b","Force":true,"List":["x","-y"],"Verbose":true}""");

        Assert.Empty(_sink.Lines(OutputStream.Error));
        Assert.Equal((AttemptEnd.Exited, 0, false), (outcome.End, outcome.ExitCode, outcome.HadErrors));
        Assert.Equal(["a b|3|True|x,-y|4"], _sink.Output);
        Assert.Equal(["talks"], _sink.Lines(OutputStream.Verbose));
    }

    [Fact]
    public async Task CommandOfAMissingModule_EndsTheScriptAndNamesIt()
    {
        var outcome = await RunAsync(Command.Replace("Tools", "NotThere", StringComparison.Ordinal), null);

        Assert.Equal((AttemptEnd.Exited, 1, true), (outcome.End, outcome.ExitCode, outcome.Terminated));
        Assert.Contains("NotThere", _sink.Lines(OutputStream.Error)[0]);
    }

    [Fact]
    public async Task Modules_OfTheRepository_ComeFirstAndLoadByThemselves()
    {
        Directory.CreateDirectory(Path.Combine(host.Folder, "Modules", "Alone"));
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "Modules", "Alone", "Alone.psm1"), "function Get-Alone { 'alone' }");

        await RunAsync("Get-Alone; ($env:PSModulePath -split ':')[0] -eq \"$env:UNIVERSAL_REPOSITORY/Modules\"; (Get-Command New-PSUTag).Source", null);

        Assert.Equal(["alone", "True", "Universal"], _sink.Output);
    }

    [Fact]
    public async Task Text_UnderAnInterpreter_IsAFileOfTheAttempt()
    {
        var start = host.Start("bash", "") with { ScriptFile = null, ScriptText = "echo from $(basename \"$0\")" };

        var outcome = await host.RunAsync(start, _sink);

        Assert.Equal((AttemptEnd.Exited, 0), (outcome.End, outcome.ExitCode));
        Assert.Equal(["from script.ps1"], _sink.Output);
    }

    private Task<AttemptOutcome> RunAsync(string text, string? parameters) =>
        host.RunAsync(host.Start("PowerShell", "", parameters) with { ScriptFile = null, ScriptText = text.ReplaceLineEndings("\n") }, _sink);
}
