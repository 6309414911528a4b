using Universal.Grains.Execution;
using Universal.Jobs;
using Universal.Repository.Catalogue;
using Universal.Scripts;

namespace Universal.ScriptHost.Tests;

/// <summary>Which environment a name means, and what runs its scripts.</summary>
public sealed class EnvironmentTests : IAsyncLifetime
{
    // Stands for an installed PowerShell: says how it was started, and answers as Bootstrap.ps1 does.
    private const string FakePwsh = """
        #!/bin/sh
        printf '%s\n' "$@" > "$ARGUMENTS_FILE"
        cat "$UNIVERSAL_SESSION_FILE" > "$ARGUMENTS_FILE.session"
        echo plain
        printf '\036{"t":"out","stream":2,"text":"warned"}\n'
        printf '\036{"t":"out","stream":0,"text":"5","data":"<I32>5</I32>"}\n'
        printf '\036nonsense\n'
        [ -n "$FAIL" ] && { echo broken >&2; exit 1; }
        printf '\036{"t":"ended","end":0}\n'
        exit 4
        """;

    private readonly RecordingSink _sink = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("universal-pwsh-").FullName;

    private string Pwsh => Path.Combine(_folder, "pwsh");

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(Pwsh, FakePwsh.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Pwsh, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Names_OfConfiguration_GoBeforeTheRepositorysAndTheBuiltInOnes()
    {
        await using var host = HostFixture.With(new()
        {
            ["ScriptHosts:Environments:tools:Command"] = "configured", ["ScriptHosts:Environments:bash:Command"] = "other-bash",
        });
        host.Catalogue.Declare(
            new EnvironmentDefinition { Name = "Tools", Kind = EnvironmentKind.Program, Path = "declared" },
            new EnvironmentDefinition { Name = "SH", Kind = EnvironmentKind.Program, Path = "declared", Arguments = ["-e"] });
        var environments = host.Environments;
        Assert.Equal(("configured", EnvironmentSource.Configuration), Of("TOOLS"));
        Assert.Equal(("other-bash", EnvironmentSource.Configuration), Of("Bash"));
        Assert.Equal(("declared", EnvironmentSource.Repository), Of("sh"));
        Assert.Equal(["-e", "{scriptPath}"], environments.Find("sh")!.Arguments);
        Assert.Equal(("python3", EnvironmentSource.BuiltIn), Of("Python"));
        Assert.All(["PowerShell", "integrated", "Agent", "PowerShell 7", "pwsh"], name => Assert.Equal(ScriptEngine.Embedded, environments.Find(name)!.Engine));
        Assert.Null(environments.Find("PowerShell 8"));
        var names = environments.List().Select(environment => environment.Name).ToArray();
        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase), names);

        (string, EnvironmentSource) Of(string name) => (environments.Find(name)!.Command, environments.Find(name)!.Source);
    }

    [Fact]
    public async Task List_SaysWhatIsNotAvailableAndWhy()
    {
        await using var host = HostFixture.With(new() { ["ScriptHosts:Environments:gone:Command"] = "no-such-program" });
        host.Catalogue.Declare(new EnvironmentDefinition { Name = "AD", Path = @"C:\x\powershell.exe", Unavailable = "Windows only." });
        var list = host.Environments.List().Select(host.Environments.Describe).ToDictionary(environment => environment.Name);
        Assert.Equal("There is no program 'no-such-program' on this node.", list["gone"].Unavailable);
        Assert.Equal("Windows only.", list["AD"].Unavailable);
        Assert.Contains("on Windows only", list["Windows PowerShell 5.1"].Unavailable);
        Assert.Equal((null, "/bin/bash"), (list["bash"].Unavailable, list["bash"].Path?.Replace("/usr", "")));
        Assert.StartsWith("7.", list["PowerShell"].Version);
        Assert.Null(list["PowerShell"].Unavailable);
    }

    [Fact]
    public async Task WindowsPowerShell_OnLinux_FailsWithTheReason()
    {
        await using var host = HostFixture.With([]);
        host.Catalogue.Declare(new EnvironmentDefinition { Name = "AD", Unavailable = "Its program is Windows PowerShell." });
        var start = host.Start("PowerShell", "'ran'");
        var outcome = await host.RunAsync(start with { Job = start.Job with { Environment = "AD" } }, _sink);
        Assert.Equal((AttemptEnd.Refused, "This node cannot run the environment 'AD'. Its program is Windows PowerShell."), (outcome.End, outcome.Reason));
        Assert.Equal(AttemptEnd.Refused, (await host.RunAsync(start with { Job = start.Job with { Environment = "Windows PowerShell 5.1" } }, _sink)).End);
        Assert.Empty(_sink.Records);
    }

    [Fact]
    public async Task Program_OfTheRepository_RunsWithItsArgumentsAndVariables()
    {
        await using var host = HostFixture.With([]);
        host.Catalogue.Declare(new EnvironmentDefinition
        {
            Name = "Strict", Kind = EnvironmentKind.Program, Path = "bash", Arguments = ["-eu", "{scriptPath}"],
            Variables = new Dictionary<string, string> { ["Site"] = "\"north\"", ["Port"] = "80" },
        });
        var start = host.Start("bash", "echo $Site $Port; false; echo not reached");
        var outcome = await host.RunAsync(start with { Job = start.Job with { Environment = "strict" } }, _sink);
        Assert.Equal((1, ScriptEngine.Program), (outcome.ExitCode, outcome.Engine));
        Assert.Equal(["north 80"], _sink.Output);
    }

    [Theory]
    [InlineData("Pwsh", null)]
    [InlineData("Auto", null)]
    [InlineData("Embedded", "Pwsh")]
    public async Task Pwsh_WhenChosen_IsStartedWithTheBootstrapAndItsRecordsAreRead(string engine, string? ofEnvironment)
    {
        await using var host = With(engine, ofEnvironment, Pwsh);
        var start = host.Start("PowerShell", "ignored", """{"A":1}""");
        var outcome = await host.RunAsync(start with { Job = start.Job with { Environment = "Full" } }, _sink);
        Assert.Equal((AttemptEnd.Exited, 4, false, true, false, ScriptEngine.Pwsh), (outcome.End, outcome.ExitCode, outcome.HadErrors, outcome.HadWarnings, outcome.Terminated, outcome.Engine));
        Assert.Equal(
            [(OutputStream.Output, "plain", null), (OutputStream.Warning, "warned", null), (OutputStream.Output, "5", "<I32>5</I32>"), (OutputStream.Output, "nonsense", null)],
            _sink.Records);
        var arguments = await File.ReadAllLinesAsync(Path.Combine(_folder, "arguments"), TestContext.Current.CancellationToken);
        Assert.Equal(["-NoLogo", "-NoProfile", "-NonInteractive", "-File"], arguments[..4]);
        Assert.True(File.Exists(arguments[4]), arguments[4]);
        Assert.Equal(("Bootstrap.ps1", start.ScriptFile), (Path.GetFileName(arguments[4]), arguments[5]));
        Assert.Contains("\"environment\":\"Full\"", await File.ReadAllTextAsync(Path.Combine(_folder, "arguments.session"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Pwsh_ThatEndsWithoutALastWord_WasEndedByAnError()
    {
        await using var host = With("Pwsh", null, Pwsh, ("FAIL", "1"));
        var start = host.Start("PowerShell", "ignored");
        var outcome = await host.RunAsync(start with { Job = start.Job with { Environment = "Full" } }, _sink);
        Assert.Equal((1, true), (outcome.ExitCode, outcome.Terminated));
        Assert.Equal(["broken"], _sink.Lines(OutputStream.Error));
    }

    [Fact]
    public async Task Pwsh_NotInstalled_AutoFallsBackAndPwshSaysSo()
    {
        await using var automatic = With("Auto", null, "/no/such/pwsh");
        Assert.Equal((ScriptEngine.Embedded, null), (automatic.Environments.Find("Full")!.Engine, automatic.Environments.Find("Full")!.Unavailable));
        await using var wanted = With("Pwsh", null, "/no/such/pwsh");
        Assert.Contains("no program '/no/such/pwsh'", wanted.Environments.Find("Full")!.Unavailable);
    }

    private HostFixture With(string engine, string? ofEnvironment, string pwsh, params (string Name, string Value)[] variables)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ScriptHosts:PowerShellEngine"] = engine,
            ["ScriptHosts:Environments:Full:Kind"] = "PowerShell",
            ["ScriptHosts:Environments:Full:Engine"] = ofEnvironment,
            ["ScriptHosts:Environments:Full:Command"] = pwsh,
            ["ScriptHosts:Environments:Full:Arguments:0"] = "-NoLogo",
            ["ScriptHosts:Environments:Full:Variables:ARGUMENTS_FILE"] = Path.Combine(_folder, "arguments"),
        };
        foreach (var (name, value) in variables) settings[$"ScriptHosts:Environments:Full:Variables:{name}"] = value;
        return HostFixture.With(settings);
    }
}
