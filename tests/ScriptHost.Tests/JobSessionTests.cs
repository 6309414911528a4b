using Universal.Grains.Execution;
using Universal.Jobs;
using Universal.Repository.Catalogue;
using Universal.Scripts;

namespace Universal.ScriptHost.Tests;

/// <summary>What a PowerShell script finds in its session, and what the settings of its script and environment do there.</summary>
public sealed class JobSessionTests(HostFixture host) : IClassFixture<HostFixture>
{
    private readonly RecordingSink _sink = new();

    [Fact]
    public async Task Variables_OfTheJob_AreThereAndTyped()
    {
        var start = host.Start("Integrated", """
            Set-StrictMode -Version Latest
            "$PSUEnvironment|$($Repository -eq $env:UNIVERSAL_REPOSITORY)|$($UAJob.Id -eq $UAJobId)|$($UAJobId -is [long])|$($UAJob.Status)|$($UAJob.Attempt)"
            "$($UAJob.Identity.Name)|$($UAJob.Identity)|$($UAJob.Identity -eq 'ADA')|$($UAJob.Parameters.Count)|$($UAJob.StartTime.Year)|$($UAJob.Environment)|$($UAJob.Script.FullPath)"
            "$($UAScript.Name)|$($UAScript.Id)|$UAScriptId|$($UAScript.Tags -join ',')|$($null -eq $UASchedule)|$($null -eq $UAScheduleId)"
            $UAJob.GetType().FullName
            """, """{"Count":3}""");
        start = start with
        {
            Job = start.Job with { Identity = "ada", State = JobState.Running, StartedAt = new DateTimeOffset(2024, 5, 6, 0, 0, 0, TimeSpan.Zero) },
            Definition = new ScriptDefinition { Path = start.Job.Script, Name = "Nightly", Number = 77, Environment = "Integrated", Tags = ["ops"] },
        };
        var outcome = await host.RunAsync(start, _sink);
        Assert.Empty(_sink.Lines(OutputStream.Error));
        Assert.Equal(ScriptEngine.Embedded, outcome.Engine);
        Assert.Equal(
            ["Integrated|True|True|True|Running|1", $"ada|ada|True|3|2024|Integrated|{start.Job.Script}", "Nightly|77|77|ops|True|True", "Universal.PowerShell.Resources.Job"],
            _sink.Output);
    }

    [Fact]
    public async Task Variables_OfAnotherJob_AreNotThere()
    {
        await host.RunAsync("PowerShell", "$global:UAJob = 'mine'; $global:left = 1; $UAJob", _sink);
        await host.RunAsync("PowerShell", "$UAJob.GetType().Name; $null -eq $left", _sink);
        Assert.Equal(["mine", "Job", "True"], _sink.Output);
    }

    [Fact]
    public async Task Environment_OfTheRepository_ModulesVariablesAndStartupScriptsComeFirst()
    {
        Write("Modules/Helper/Helper.psm1", "function Get-Help1 { 'helped' }");
        Write("more/Other/Other.psm1", "function Get-Other { 'other' }");
        Write("startup.ps1", "function Get-Started { \"started in $PSUEnvironment\" }; $stage = 'test'");
        host.Catalogue.Declare(new EnvironmentDefinition
        {
            Name = "Ops", Modules = ["Helper"], ModuleFolders = ["more"], StartupScripts = ["startup.ps1"],
            Variables = new Dictionary<string, string> { ["Site"] = "\"north\"", ["Ports"] = "[80,443]", ["Limits"] = """{"Max":5}""" },
        });
        await RunAsync("ops", "(Get-Module Helper).Name; Get-Help1; Get-Other; Get-Started; $stage; $Site; $Ports.Count; $Limits.Max + 1; $null -eq (Get-Variable __item -ErrorAction Ignore)");
        Assert.Empty(_sink.Lines(OutputStream.Error));
        Assert.Equal(["Helper", "helped", "other", "started in Ops", "test", "north", "2", "6", "True"], _sink.Output);
    }

    [Fact]
    public async Task Environment_WithAModuleThatIsMissing_ScriptRunsAndTheErrorCounts()
    {
        host.Catalogue.Declare(new EnvironmentDefinition { Name = "Ops", Modules = ["No.Such.Module"] });
        var outcome = await RunAsync("Ops", "'ran'");
        Assert.Equal((true, false), (outcome.HadErrors, outcome.Terminated));
        Assert.Equal(["ran"], _sink.Output);
        Assert.Contains("No.Such.Module", _sink.Lines(OutputStream.Error).Single());
    }

    [Fact]
    public async Task Environment_WhoseStartupScriptThrowsOrExits_ScriptDoesNotRun()
    {
        Write("throws.ps1", "throw 'no database'");
        Write("exits.ps1", "exit 3");
        host.Catalogue.Declare(
            new EnvironmentDefinition { Name = "Throws", StartupScripts = ["throws.ps1"] }, new EnvironmentDefinition { Name = "Exits", StartupScripts = ["exits.ps1"] });
        Assert.True((await RunAsync("Throws", "'ran'")).Terminated);
        Assert.Equal(3, (await RunAsync("Exits", "'ran'")).ExitCode);
        Assert.Empty(_sink.Output);
    }

    [Theory]
    [InlineData(ScriptErrorAction.Continue, "Write-Error 'e'; 'after'", true, false, "after", 1)]
    [InlineData(ScriptErrorAction.Stop, "Write-Error 'e'; 'after'", false, true, "", 1)]
    [InlineData(ScriptErrorAction.Stop, "Get-Item /no/such/file; 'after'", false, true, "", 1)]
    [InlineData(ScriptErrorAction.Stop, "try { Write-Error 'e' } catch { 'caught' }", false, false, "caught", 0)]
    [InlineData(ScriptErrorAction.SilentlyContinue, "Write-Error 'e'; 'after'", false, false, "after", 0)]
    [InlineData(ScriptErrorAction.Continue, "throw 'e'", false, true, "", 1)]
    [InlineData(ScriptErrorAction.Continue, "Get-Item /no/such/file -ErrorAction Stop; 'after'", false, true, "", 1)]
    [InlineData(ScriptErrorAction.Continue, "1 / 0; 'after'", true, false, "after", 1)]
    [InlineData(ScriptErrorAction.Stop, "1 / 0; 'after'", false, true, "", 1)]
    [InlineData(ScriptErrorAction.SilentlyContinue, "1 / 0; 'after'", false, false, "after", 0)]
    [InlineData(ScriptErrorAction.SilentlyContinue, "throw 'e'; 'after'", false, false, "after", 0)]
    [InlineData(ScriptErrorAction.Continue, "try { throw 'e' } catch { $_ | Write-PSUError }; 'after'", false, false, "after", 1)]
    [InlineData(ScriptErrorAction.Stop, "try { throw 'e' } catch { $_ | Write-PSUError }; 'after'", false, false, "after", 1)]
    public async Task ErrorAction_OfTheScript_DecidesWhatAnErrorDoes(ScriptErrorAction action, string script, bool hadErrors, bool terminated, string output, int errors)
    {
        var outcome = await RunAsync("PowerShell", script, new JobPolicy { ErrorAction = action });
        Assert.Equal((hadErrors, terminated, terminated ? 1 : 0), (outcome.HadErrors, outcome.Terminated, outcome.ExitCode));
        Assert.Equal(output.Length == 0 ? [] : [output], _sink.Output);
        Assert.Equal(errors, _sink.Lines(OutputStream.Error).Length);
    }

    [Fact]
    public async Task DiscardPipeline_OfTheScript_KeepsOnlyTheOtherStreams()
    {
        await RunAsync("PowerShell", "'out'; 5; Write-Warning 'warn'; Write-Host 'host'", new JobPolicy { DiscardPipeline = true });
        Assert.Equal([(OutputStream.Warning, "warn"), (OutputStream.Information, "host")], _sink.Records.Select(record => (record.Stream, record.Text)));
    }

    [Theory]
    [InlineData("PowerShell", "(Get-Location).Path -eq (Join-Path $Repository 'work'); [Environment]::CurrentDirectory -eq $pwd.Path", "True|True")]
    [InlineData("bash", "[ \"$PWD\" = \"$UNIVERSAL_REPOSITORY/work\" ] && echo True", "True")]
    public async Task WorkingDirectory_OfTheScript_IsWhereItStarts(string environment, string script, string output)
    {
        Directory.CreateDirectory(Path.Combine(host.Folder, "work"));
        await RunAsync(environment, script, new JobPolicy { WorkingDirectory = "work" });
        Assert.Equal(output.Split('|'), _sink.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(host.Folder, "work")));
    }

    [Fact]
    public async Task WorkingDirectory_MissingOrOutside_JobDoesNotStart()
    {
        Assert.Contains("'nowhere'", (await RunAsync("bash", "echo ran", new JobPolicy { WorkingDirectory = "nowhere" })).Reason);
        Directory.CreateSymbolicLink(Path.Combine(host.Folder, "away"), "/tmp");
        var outcome = await RunAsync("bash", "echo ran", new JobPolicy { WorkingDirectory = "away" });
        Assert.Equal((AttemptEnd.Refused, "The folder 'away' leads out of the repository."), (outcome.End, outcome.Reason));
        Assert.Null(outcome.Engine);
        Assert.Empty(_sink.Output);
    }

    private Task<AttemptOutcome> RunAsync(string environment, string script, JobPolicy? policy = null)
    {
        var start = host.Start(environment is "bash" ? "bash" : "PowerShell", script);
        return host.RunAsync(start with { Job = start.Job with { Environment = environment, Policy = policy ?? JobPolicy.Default } }, _sink);
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(host.Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
