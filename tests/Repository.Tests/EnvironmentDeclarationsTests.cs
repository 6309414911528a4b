using Universal.Repository.Catalogue;

namespace Universal.Repository.Tests;

/// <summary>What becomes of <c>New-PSUEnvironment</c>.</summary>
public sealed class EnvironmentDeclarationsTests : IDisposable
{
    private readonly RepositoryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{}", "PowerShell - ")]
    [InlineData("""{"Path":"none"}""", "PowerShell - ")]
    [InlineData("""{"Path":"Universal.Server"}""", "PowerShell - ")]
    [InlineData("""{"Path":"universal.agent.exe"}""", "PowerShell - ")]
    [InlineData("""{"Path":"/opt/microsoft/powershell/7/pwsh"}""", "PowerShell /opt/microsoft/powershell/7/pwsh ")]
    [InlineData("""{"Path":"pwsh","Arguments":"-NoProfile -File {scriptPath}"}""", "Program pwsh -NoProfile|-File|{scriptPath}")]
    [InlineData("""{"Path":"pwsh","Minimal":true}""", "Program pwsh ")]
    [InlineData("""{"Path":"python3","Arguments":"-u '{scriptPath}' \"two words\" \"\""}""", "Program python3 -u|{scriptPath}|two words|")]
    [InlineData("""{"Path":"/usr/bin/perl"}""", "Program /usr/bin/perl ")]
    public void Read_Path_SaysWhatRunsIt(string properties, string expected)
    {
        var (environments, faults) = Read(properties);
        Assert.Empty(faults);
        var environment = Assert.Single(environments);
        Assert.Equal(expected, $"{environment.Kind} {environment.Path ?? "-"} {string.Join('|', environment.Arguments)}");
        Assert.Null(environment.Unavailable);
    }

    [Theory]
    [InlineData("""{"Path":"powershell.exe"}""", "Its program is Windows PowerShell ('powershell.exe')")]
    [InlineData("""{"Path":"C:\\windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe"}""", "Its program is Windows PowerShell")]
    [InlineData("""{"Path":"\\\\server\\tools\\python.exe"}""", "is a path of Windows.")]
    [InlineData("""{"Type":"WindowsPowerShell"}""", "It is Windows PowerShell")]
    [InlineData("""{"Name":"Windows PowerShell 5.1"}""", "It is Windows PowerShell")]
    public void Read_WindowsOnly_IsRefusedElsewhereWithTheReasonAndItsLine(string properties, string reason)
    {
        var (environments, faults) = Read(properties);
        var fault = Assert.Single(faults);
        Assert.Equal((".universal/environments.ps1", 1, FaultSeverity.Refused), (fault.File, fault.Line, fault.Severity));
        Assert.Contains(reason, fault.Message);
        Assert.Contains(reason, Assert.Single(environments).Unavailable);
        var (onWindows, none) = Read(properties, windows: true);
        Assert.Empty(none);
        Assert.Null(Assert.Single(onWindows).Unavailable);
    }

    [Fact]
    public void Read_PathOfPowerShell7OnWindows_IsThePowerShellOfThisNodeElsewhere()
    {
        const string properties = """{"Path":"C:\\Program Files\\PowerShell\\7\\pwsh.exe"}""";
        var (environments, faults) = Read(properties);
        Assert.Equal((EnvironmentKind.PowerShell, "pwsh", null), environments.Select(found => (found.Kind, found.Path!, found.Unavailable)).Single());
        Assert.Equal((FaultSeverity.Warning, 1), faults.Select(fault => (fault.Severity, fault.Line)).Single());
        var (onWindows, none) = Read(properties, windows: true);
        Assert.Empty(none);
        Assert.EndsWith("pwsh.exe", Assert.Single(onWindows).Path);
    }

    [Fact]
    public void Read_WindowsPowerShellOnWindows_IsAProgram() =>
        Assert.Equal((EnvironmentKind.Program, "powershell.exe"), Read("""{"Name":"Windows PowerShell 5.1"}""", windows: true).Environments.Select(found => (found.Kind, found.Path!)).Single());

    [Fact]
    public void Read_WhatHasNoEffect_IsAWarningThatNamesTheParameter()
    {
        var (_, faults) = Read("""{"PersistentRunspace":true,"MaxRunspaces":5,"EnableDebugger":false,"RecycleSchedule":"* * * * *"}""");
        Assert.All(faults, fault => Assert.Equal((FaultSeverity.Warning, 1), (fault.Severity, fault.Line)));
        Assert.Equal(["-MaxRunspaces", "-PersistentRunspace", "-RecycleSchedule"], faults.Select(fault => fault.Message.Split(' ')[0]));
        Assert.Equal(["-Modules", "-StartupScript"], Read("""{"Path":"bash","Modules":["M"],"StartupScript":["s.ps1"]}""").Faults.Select(fault => fault.Message.Split(' ')[0]));
        var (ofPwsh, onlyOfPwsh) = Read("""{"Path":"pwsh.exe","Arguments":"-ExecutionPolicy Bypass"}""");
        Assert.Equal(["-ExecutionPolicy", "Bypass"], Assert.Single(ofPwsh).Arguments);
        Assert.StartsWith("-Arguments of \"Ops\" reach an installed pwsh only", Assert.Single(onlyOfPwsh).Message);
        Assert.Equal(FaultSeverity.Error, Assert.Single(Read("""{"Minimal":true}""").Faults).Severity);
    }

    [Theory]
    [InlineData("Admin", true)]
    [InlineData("Default", false)]
    public void Read_Credential_IsRefusedUnlessItIsTheNodesOwnAccount(string credential, bool refused)
    {
        var (environments, faults) = Read($$"""{"Credential":"{{credential}}"}""");
        Assert.Equal(refused, Assert.Single(environments).Unavailable?.Contains("'Admin'", StringComparison.Ordinal) ?? false);
        Assert.Equal(refused ? [FaultSeverity.Refused] : [], faults.Select(fault => fault.Severity));
    }

    [Fact]
    public void Read_Session_HasModulesScriptsAndTheNamedVariables()
    {
        var (environments, faults) = Read(
            """{"Modules":["A","B"],"PSModulePath":["m"],"StartupScript":["s.ps1"],"ProcessStartupScript":"p.ps1","Variables":["Site*","Port","Gone"],"Version":"7.4","Description":"d"}""",
            variables: [
                """{"Name":"SiteName","Value":"north"}""", """{"Name":"port","Value":80}""", """{"Name":"Other","Value":1}""", """{"Name":"Secret","Vault":"v"}""",
                """{"Name":"Own","Value":{"a":[1]},"Environment":["ops"]}""", """{"Name":"SiteBlock","Value":{"$line":1,"$script":"1"}}""",
            ]);
        var environment = Assert.Single(environments);
        Assert.Equal(["A", "B"], environment.Modules);
        Assert.Equal(["m"], environment.ModuleFolders);
        Assert.Equal(["p.ps1", "s.ps1"], environment.StartupScripts);
        Assert.Equal(("7.4", "d"), (environment.Version, environment.Description));
        Assert.Equal(["Site*", "Port", "Gone"], environment.VariableNames);
        Assert.Null(Assert.Single(Read("{}").Environments).VariableNames);
        Assert.Equal(["Own={\"a\":[1]}", "port=80", "SiteName=\"north\""], environment.Variables.Select(variable => $"{variable.Key}={variable.Value}"));
        Assert.Contains("'Gone'", Assert.Single(faults).Message);
    }

    [Fact]
    public void Load_ScriptsWhoseEnvironmentTheNodeLacks_AreWarnedOfWithTheirLine()
    {
        foreach (var script in new[] { "a.ps1", "b.ps1", "c.ps1", "d.ps1" }) _folder.Write(script);
        var document = FakeConfigurationReader.Parse($$"""
            {"version":1,"complete":true,"faults":[],"declarations":[{{Declaration("environment", """{"Name":"Ops"}""", 1)}},
            {{Declaration("environment", """{"Name":"AD","Path":"powershell.exe"}""", 2)}},{{Declaration("script", """{"Name":"a.ps1","Environment":"ops"}""", 3)}},
            {{Declaration("script", """{"Name":"b.ps1","Environment":"AD"}""", 4)}},{{Declaration("script", """{"Name":"c.ps1","Environment":"PowerShell 8"}""", 5)}},
            {{Declaration("script", """{"Name":"d.ps1","Environment":"powershell"}""", 6)}}]}
            """);
        var load = CatalogueLoader.Load(_folder.Root, document, nodeEnvironments: ["PowerShell"]);

        Assert.Equal(["AD", "Ops"], load.Snapshot!.Environments.Select(environment => environment.Name));
        Assert.NotNull(load.Snapshot.FindEnvironment("OPS"));
        Assert.Equal(4, load.Snapshot.Scripts.Count);
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(["2 Refused", "4 Warning", "5 Warning"], load.Faults.Select(fault => $"{fault.Line} {fault.Severity}"));
        Assert.Contains("on Windows only", load.Faults[1].Message);
        Assert.Contains("'PowerShell 8'", load.Faults[2].Message);
    }

    private static (IReadOnlyList<EnvironmentDefinition> Environments, List<CatalogueFault> Faults) Read(string properties, bool windows = false, params string[] variables)
    {
        var named = properties.Contains("\"Name\"", StringComparison.Ordinal) ? properties : """{"Name":"Ops",""" + properties[1..].TrimStart();
        var declarations = variables.Select(variable => Declaration("variable", variable, 9)).Prepend(Declaration("environment", named.Replace(",}", "}"), 1));
        var faults = new List<CatalogueFault>();
        var document = FakeConfigurationReader.Parse($$"""{"version":1,"complete":true,"faults":[],"declarations":[{{string.Join(',', declarations)}}]}""");
        return (EnvironmentDeclarations.Read(document, windows, faults), faults);
    }

    private static string Declaration(string kind, string properties, int line)
    {
        var name = System.Text.Json.JsonDocument.Parse(properties).RootElement.GetProperty("Name").GetString();
        return $$"""{"kind":"{{kind}}","name":"{{name}}","cmdlet":"x","file":".universal/{{kind}}s.ps1","line":{{line}},"column":1,"properties":{{properties}}}""";
    }
}
