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
    public async Task Numbers_KeepTheirDigits_InParametersAndInTheJob()
    {
        var outcome = await host.RunAsync(
            host.Start("Integrated", """
                param([decimal] $De, [long] $L, [int] $I, $Any)
                "$De|$L|$I|$Any $($Any.GetType().Name)"
                ($UAJob.Parameters.PSObject.Properties | ForEach-Object { "$($_.Value) $($_.Value.GetType().Name)" }) -join '|'
                """, """{"De":1234567890.12345678901,"L":9007199254740993,"I":3,"Any":79228162514264337593543950335}"""),
            _sink);
        Assert.Empty(_sink.Lines(OutputStream.Error));
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(
            [
                "1234567890.12345678901|9007199254740993|3|79228162514264337593543950335 Decimal",
                "1234567890.12345678901 Decimal|9007199254740993 Int64|3 Int64|79228162514264337593543950335 Decimal",
            ],
            _sink.Output);
    }

    [Theory]
    [InlineData("false", "Boolean", "False Boolean")]
    [InlineData("False", "System.Boolean", "False Boolean")]
    [InlineData("0", "bool", "False Boolean")]
    [InlineData("1", "Boolean", "True Boolean")]
    [InlineData("TRUE", "Boolean", "True Boolean")]
    public async Task Variable_OfABooleanType_WithTheTextFalse_IsFalse(string text, string type, string shown)
    {
        var start = host.Start("Integrated", "\"$F1 $($F1.GetType().Name)\"; if ($F1) { 'the switch is ON' }") with
        {
            Session = new Universal.Grains.Variables.SessionVariables(
                new Dictionary<string, string> { ["F1"] = $"\"{text}\"" }, new Dictionary<string, string> { ["F1"] = type }, []),
        };
        await host.RunAsync(start, _sink);
        Assert.Equal(shown.StartsWith("True", StringComparison.Ordinal) ? [shown, "the switch is ON"] : [shown], _sink.Output);
    }

    [Fact]
    public async Task Job_OfATriggersEvent_IsAJobAndBindsAsOne()
    {
        const string parameters = """
            {"Job":{"id":17,"scriptFullPath":"boom.ps1","environment":"PowerShell","status":"Failed","ended":true,"attempt":1,"createdTime":"2026-01-02T03:04:05+00:00","parameters":{"A":1}},
             "Table":{"id":18,"scriptFullPath":"other.ps1","status":"Failed","attempt":1,"createdTime":"2026-01-02T03:04:05+00:00"},"Data":{"id":3}}
            """;
        var start = host.Start("Integrated", """
            param($Job, [hashtable] $Table, $Data)
            function Take { param([Universal.PowerShell.Resources.Job] $Job) "took $($Job.Id)" }
            "$($Job.GetType().Name) $($Job.Script) $($Job.Script.FullPath) $($Job.Status) $($Job.Parameters.A) $($Job.CreatedTime.GetType().Name)"
            Take -Job $Job
            "$($Table.GetType().Name) $($Table.Id) $($Table.ScriptFullPath)"
            $Data.GetType().Name
            """, parameters) with { HasEvent = true };
        await host.RunAsync(start, _sink);
        Assert.Empty(_sink.Lines(OutputStream.Error));
        Assert.Equal(["Job boom.ps1 boom.ps1 Failed 1 DateTime", "took 17", "Hashtable 18 other.ps1", "Hashtable"], _sink.Output);
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
