using Universal.Jobs;
using Universal.Repository.Catalogue;
using Universal.Scripts;

namespace Universal.Repository.Tests;

public sealed class CatalogueLoaderTests : IDisposable
{
    private readonly RepositoryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_FilesOfKnownKinds_AreScripts()
    {
        foreach (var path in new[] { "a.ps1", "sub/deep/b.sh", "c.PY", "d.js", "notes.txt", ".universal/e.ps1", ".git/f.sh", ".hidden.sh" }) _folder.Write(path);

        var load = CatalogueLoader.Load(_folder.Root);

        Assert.Empty(load.Faults);
        Assert.Equal(
            ["a.ps1=PowerShell", "c.PY=python3", "d.js=node", "sub/deep/b.sh=bash"],
            load.Snapshot!.Scripts.Select(script => $"{script.Path}={script.Environment}"));
    }

    [Theory]
    [InlineData("#!/usr/bin/env python3\n", "python3")]
    [InlineData("#!/bin/bash -e\n", "bash")]
    [InlineData("#! /usr/bin/env -S pwsh -NoProfile\n", "PowerShell")]
    [InlineData("#!/usr/bin/perl\n", null)]
    [InlineData("no shebang\n", null)]
    [InlineData("", null)]
    public void Load_ExecutableWithoutExtension_IsReadByItsShebang(string text, string? environment)
    {
        File.SetUnixFileMode(_folder.Write("tool", text), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _folder.Write("not-executable", "#!/bin/bash\n");

        Assert.Equal(environment, CatalogueLoader.Load(_folder.Root).Snapshot!.Scripts.SingleOrDefault()?.Environment);
    }

    [Fact]
    public void Load_LinkThatLeavesTheFolder_IsLeftOutWithAFault()
    {
        File.WriteAllText(Path.Combine(_folder.Outside, "secret.sh"), "");
        Directory.CreateDirectory(Path.Combine(_folder.Outside, "secrets"));
        _folder.Write("own.sh");
        File.CreateSymbolicLink(Path.Combine(_folder.Root, "leaves.sh"), "../secret.sh");
        File.CreateSymbolicLink(Path.Combine(_folder.Root, "twice.sh"), "leaves.sh");
        File.CreateSymbolicLink(Path.Combine(_folder.Root, "inside.sh"), "own.sh");
        File.CreateSymbolicLink(Path.Combine(_folder.Root, "nowhere.sh"), "gone.sh");
        File.CreateSymbolicLink(Path.Combine(_folder.Root, "circle.sh"), "circle.sh");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Root, "outside"), "../secrets");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Root, "again"), ".");

        var load = CatalogueLoader.Load(_folder.Root);

        Assert.Equal(["inside.sh", "own.sh"], load.Snapshot!.Scripts.Select(script => script.Path));
        Assert.Equal(["circle.sh", "leaves.sh", "nowhere.sh", "outside", "twice.sh"], load.Faults.Select(fault => fault.File).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Load_Declaration_ReadsEveryField()
    {
        _folder.Write("jobs/run.sh");
        _folder.Declare("""
            [{
              "path": "/jobs\\run.sh", "name": "Run", "description": "Runs.", "environment": "sh", "timeout": "00:10:00", "nodeLoss": "fail",
              "retries": 3, "retryDelay": "00:00:05", "maxRetryDelay": "00:01:00", "maxConcurrent": 2, "priority": -7, "target": "tags:b,a",
              "keepJobs": 10, "keepFor": "7.00:00:00", "tags": ["x", "y"], "enabled": false,
              "parameters": [{ "name": "Size", "type": "integer", "required": true, "default": "5", "allowedValues": [5, "6"], "description": "How big." }],
            }] // done
            """);

        var load = CatalogueLoader.Load(_folder.Root);

        Assert.Empty(load.Faults);
        var script = load.Snapshot!.Find("run")!;
        Assert.Equal(("jobs/run.sh", "Run", "Runs.", "sh", -7, false), (script.Path, script.Name, script.Description, script.Environment, script.Priority, script.Enabled));
        Assert.Equal(JobTarget.WithTags("a", "b"), script.Target);
        Assert.Equal(["x", "y"], script.Tags);
        Assert.Equal(
            new JobPolicy
            {
                Timeout = TimeSpan.FromMinutes(10), NodeLoss = NodeLossRule.Fail, Retries = 3, RetryDelay = TimeSpan.FromSeconds(5),
                MaxRetryDelay = TimeSpan.FromMinutes(1), MaxConcurrent = 2, KeepJobs = 10, KeepFor = TimeSpan.FromDays(7),
            },
            script.Policy);
        var parameter = Assert.Single(script.Parameters!);
        Assert.Equal(("Size", ScriptParameterType.Integer, true, "5", "How big."), (parameter.Name, parameter.Type, parameter.Required, parameter.Default, parameter.Description));
        Assert.Equal(["5", "6"], parameter.AllowedValues);
    }

    [Fact]
    public void Load_MinimalDeclaration_HasTheDefaults()
    {
        _folder.Write("a.ps1");
        _folder.Declare("""[{ "path": "a.ps1" }]""");

        var script = Assert.Single(CatalogueLoader.Load(_folder.Root).Snapshot!.Scripts);

        Assert.Equal(("a.ps1", "PowerShell", JobPolicy.Default, JobTarget.Any, true), (script.Name, script.Environment, script.Policy, script.Target, script.Enabled));
        Assert.Null(script.Parameters);
    }

    [Fact]
    public void Load_ManyFaults_ReportsEachWithItsLine()
    {
        _folder.Write("a.ps1");
        _folder.Write("b.sh");
        _folder.Write("tool.rb");
        _folder.Declare("""
            [
              { "path": "a.ps1",
                "timeout": "90",
                "retries": -1,
                "target": "somewhere",
                "nodeLoss": "1",
                "colour": "red",
                "enabled": "yes" },
              { "name": "no path" },
              { "path": "../etc/passwd" },
              { "path": "tool.rb" },
              { "path": "b.sh", "name": "a.ps1", "parameters": [
                { "name": "1st" },
                { "name": "N", "type": "integer",
                  "default": "x" },
                { "type": "text" },
                { "name": "n" }
              ] },
              7
            ]
            """);

        var load = CatalogueLoader.Load(_folder.Root);

        Assert.Empty(load.Snapshot!.Scripts);
        Assert.All(load.Faults, fault => Assert.Equal(".universal/scripts.json", fault.File));
        Assert.Equal([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 16, 19], load.Faults.Select(fault => fault.Line!.Value).Order());
    }

    [Theory]
    [InlineData("[\n{\"path\": \"a.ps1\"\n]", 3)]
    [InlineData("\n\n{}", 3)]
    [InlineData("", 1)]
    [InlineData("[]\n[]", 2)]
    [InlineData("[\n{\"path\": \"\\ud800\"}]", 2)]
    public void Load_BrokenJson_NamesTheLine(string json, int line)
    {
        _folder.Declare(json);

        Assert.Equal((".universal/scripts.json", line), Assert.Single(CatalogueLoader.Load(_folder.Root).Faults) is var fault ? (fault.File, fault.Line!.Value) : default);
    }

    [Fact]
    public void Load_TwoScriptsThatAnswerToOneName_TheFirstCounts()
    {
        _folder.Write("a.ps1");
        _folder.Write("A.ps1");
        _folder.Write("b.sh");
        _folder.Write("c.sh");
        _folder.Declare("""[{ "path": "b.sh", "name": "Same" }, { "path": "c.sh", "name": "same" }, { "path": "b.sh" }]""");

        var load = CatalogueLoader.Load(_folder.Root, undeclared: UndeclaredScripts.List);

        Assert.Equal(["A.ps1=A.ps1", "b.sh=Same", "c.sh=c.sh"], load.Snapshot!.Scripts.Select(script => $"{script.Path}={script.Name}"));
        Assert.Equal([".universal/scripts.json", ".universal/scripts.json", "a.ps1"], load.Faults.Select(fault => fault.File).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Load_OneFaultyItemOfTheJson_TakesOnlyItselfAway()
    {
        _folder.Write("a.sh");
        _folder.Write("b.sh");
        _folder.Declare("""[{ "path": "a.sh", "tiemout": "00:01:00" }, { "path": "gone.sh" }, { "path": "b.sh", "name": "B" }]""");

        var load = CatalogueLoader.Load(_folder.Root);

        Assert.Equal("B", Assert.Single(load.Snapshot!.Scripts).Name);
        Assert.Equal(2, load.Faults.Count);
    }

    [Theory]
    [InlineData(null, "b.sh")]
    [InlineData(UndeclaredScripts.Hide, "b.sh")]
    [InlineData(UndeclaredScripts.List, "a.ps1 b.sh")]
    public void Load_UndeclaredFiles_AreHiddenWhereScriptsAreDeclared(UndeclaredScripts? undeclared, string scripts)
    {
        _folder.Write("a.ps1");
        _folder.Write("b.sh");
        _folder.Declare("""[{ "path": "b.sh" }]""");

        Assert.Equal(scripts, string.Join(' ', CatalogueLoader.Load(_folder.Root, undeclared: undeclared).Snapshot!.Scripts.Select(script => script.Path)));
    }

    [Fact]
    public void Load_AfterAFaultThatTookEveryDeclaration_DoesNotMakeScriptsOfUnpublishedFiles()
    {
        _folder.Write("unpublished.ps1");
        _folder.Write(".universal/scripts.ps1", "New-PSUScript -Name 'A");

        Assert.Empty(CatalogueLoader.Load(_folder.Root).Snapshot!.Scripts);
        _folder.Write(".universal/scripts.ps1", "# nothing is declared");
        Assert.Single(CatalogueLoader.Load(_folder.Root).Snapshot!.Scripts);
    }

    [Fact]
    public void Load_TwoScriptsOverOneFile_AreTwoScripts()
    {
        _folder.Write("ops/x.ps1");
        var document = FakeConfigurationReader.Parse(FakeConfigurationReader.Scripts(
        [
            """{"Name":"A","Path":"ops\\x.ps1","TimeOut":1}""", """{"Name":"B","Path":"ops/x.ps1","Environment":"PowerShell 7"}""", """{"Path":"ops/x.ps1"}""", """{"Name":"b","Path":"ops/x.ps1"}""",
        ])) with { Scripts = new Dictionary<string, ScriptFacts> { ["ops/x.ps1"] = new() { Description = "Both." } } };

        var load = CatalogueLoader.Load(_folder.Root, document);

        var (a, b) = (load.Snapshot!.Find("A")!, load.Snapshot.Find("B")!);
        Assert.Equal(("ops/x.ps1", null, "PowerShell", "Both."), (a.Path, a.File, a.Environment, a.Description));
        Assert.Equal(("B", "ops/x.ps1", "PowerShell 7", "Both."), (b.Path, b.File, b.Environment, b.Description));
        Assert.NotEqual(a.Number, b.Number);
        Assert.Equal([3, 4], load.Faults.Select(fault => fault.Line!.Value));
    }

    [Fact]
    public void Load_PathInAnotherLetterCase_IsFoundWithAWarning()
    {
        _folder.Write("Ops/Restart.ps1");
        _folder.Write(".universal/Scripts/Report.ps1");
        var load = CatalogueLoader.Load(_folder.Root, FakeConfigurationReader.Parse(FakeConfigurationReader.Scripts(
        [
            """{"Name":"Restart","Path":"ops\\RESTART.ps1"}""", """{"Name":"Report","Path":".universal/scripts/report.ps1"}""",
        ])));

        Assert.Equal([".universal/Scripts/Report.ps1", "Ops/Restart.ps1"], load.Snapshot!.Scripts.Select(script => script.Path));
        Assert.Equal(["1 Warning", "2 Warning"], load.Faults.Select(fault => $"{fault.Line} {fault.Severity}"));
    }

    [Theory]
    [InlineData("Scripts", "Scripts/a.ps1 b.ps1")]
    [InlineData(".\\\\Scripts\\\\", "Scripts/a.ps1 b.ps1")]
    [InlineData("/elsewhere", "b.ps1")]
    public void Load_WithAScriptBaseFolder_FindsScriptsThere(string folder, string paths)
    {
        _folder.Write("Scripts/a.ps1");
        _folder.Write("b.ps1");
        var settings = $$"""{"kind":"settings","name":null,"cmdlet":"Set-PSUSetting","file":".universal/settings.ps1","line":1,"column":1,"properties":{"ScriptBaseFolder":"{{folder}}"} }""";
        var document = FakeConfigurationReader.Parse(FakeConfigurationReader.Scripts(["""{"Name":"a.ps1"}""", """{"Name":"B","Path":"b.ps1"}"""]).Replace("\"declarations\":[", $"\"declarations\":[{settings},", StringComparison.Ordinal));

        Assert.Equal(paths, string.Join(' ', CatalogueLoader.Load(_folder.Root, document).Snapshot!.Scripts.Select(script => script.Path)));
    }

    [Fact]
    public void Load_PathThatBeginsWithTheRepositorysFolder_IsOneInIt()
    {
        _folder.Write("ops/a.ps1");
        var load = CatalogueLoader.Load(_folder.Root, FakeConfigurationReader.Parse(FakeConfigurationReader.Scripts([$$"""{"Name":"A","Path":"{{_folder.Root}}/ops/a.ps1"}"""])));

        Assert.Equal("ops/a.ps1", load.Snapshot!.Find("A")?.Path);
    }

    [Fact]
    public void Load_LinkToHiddenFiles_IsNoScript()
    {
        _folder.Write(".git/hooks/post.sh");
        _folder.Write(".universal/variables.ps1");
        File.CreateSymbolicLink(Path.Combine(_folder.Root, "hook.sh"), ".git/hooks/post.sh");
        File.CreateSymbolicLink(Path.Combine(_folder.Root, "secrets.ps1"), ".universal/variables.ps1");

        var load = CatalogueLoader.Load(_folder.Root);
        Assert.Empty(load.Snapshot!.Scripts);
        Assert.Equal(["hook.sh Warning", "secrets.ps1 Warning"], load.Faults.Select(fault => $"{fault.File} {fault.Severity}").Order(StringComparer.Ordinal));

        // Nor by a declaration.
        _folder.Declare("""[{ "path": "hook.sh" }]""");
        Assert.Empty(CatalogueLoader.Load(_folder.Root).Snapshot!.Scripts);
    }

    [Theory]
    [InlineData(".universal/endpoints.ps1", null, FaultSeverity.Warning)]
    [InlineData("Modules/M/.universal/dashboards.ps1", null, FaultSeverity.Warning)]
    [InlineData(".universal/other.ps1", "endpoint", FaultSeverity.Warning)]
    [InlineData(".universal/endpoints.ps1", "schedule", FaultSeverity.Error)]
    [InlineData(".universal/schedules.ps1", null, FaultSeverity.Error)]
    [InlineData("endpoints.ps1", null, FaultSeverity.Error)]
    public void Load_FaultOfAKindThatNothingActsOn_IsAWarning(string file, string? kind, FaultSeverity severity)
    {
        var fault = $$"""{"severity":"Error","code":"x","message":"m","file":"{{file}}"{{(kind is null ? "" : $",\"kind\":\"{kind}\"")}}}""";

        Assert.Equal(severity, Assert.Single(CatalogueLoader.Load(_folder.Root, FakeConfigurationReader.Parse(FakeConfigurationReader.Scripts([], fault))).Faults).Severity);
    }

    [Fact]
    public void Load_MissingFolder_IsAFault()
    {
        var load = CatalogueLoader.Load(Path.Combine(_folder.Root, "gone"));

        Assert.Null(load.Snapshot);
        Assert.Contains("does not exist", Assert.Single(load.Faults).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hello.ps1", 2175856785001840)]
    [InlineData("jobs/run.sh", 334635961097907)]
    public void Number_OfAPath_NeverChanges(string path, long number) => Assert.Equal(number, ScriptNumber.Of(path));

    [Fact]
    public void Find_PathNameOrNumber_GivesTheScript()
    {
        _folder.Write("sub/a.ps1");
        _folder.Declare("""[{ "path": "sub/a.ps1", "name": "Nice name" }]""");
        var snapshot = CatalogueLoader.Load(_folder.Root).Snapshot!;

        var script = Assert.Single(snapshot.Scripts);

        Assert.All(["sub/a.ps1", "/SUB\\a.ps1", "nice NAME", $" {script.Number} "], key => Assert.Same(script, snapshot.Find(key)));
        Assert.All(["a.ps1", "../sub/a.ps1", "sub/./a.ps1", _folder.Root + "/sub/a.ps1", ""], key => Assert.Null(snapshot.Find(key)));
    }

    [Fact]
    public void Load_ScriptDeclaredInPowerShell_HasWhatTheLineSays()
    {
        _folder.Write("ops/Restart.ps1");
        var load = CatalogueLoader.Load(_folder.Root, FakeConfigurationReader.Parse(FakeConfigurationReader.Scripts(
        [
            """{"Name":"Restart","Path":".\\ops\\Restart.ps1","Description":"d","Environment":"PowerShell 7","TimeOut":1.5,"RetryLimit":2,"ConcurrentJobs":1,"MaxHistory":9,"Tag":["a",{"Name":"b"}],"Anonymous":false}""",
        ])));

        Assert.Empty(load.Faults);
        var script = load.Snapshot!.Find("restart")!;
        Assert.Equal(("ops/Restart.ps1", "Restart", "PowerShell 7", "d"), (script.Path, script.Name, script.Environment, script.Description));
        Assert.Equal(JobPolicy.Default with { Timeout = TimeSpan.FromSeconds(90), Retries = 2, MaxConcurrent = 1, KeepJobs = 9 }, script.Policy);
        Assert.Equal(["a", "b"], script.Tags);
    }

    [Fact]
    public void Load_ScriptDeclaredInPowerShell_WithSettingsOfItsJobs_HasThem()
    {
        _folder.Write("a.ps1");
        var load = CatalogueLoader.Load(_folder.Root, FakeConfigurationReader.Parse(FakeConfigurationReader.Scripts(
        [
            """{"Name":"a.ps1","ErrorAction":"stop","DiscardPipeline":true,"WorkingDirectory":"data\\in\\","DisableManualInvocation":true,"Status":"Disabled","Role":["Helpers","Operator"]}""",
        ])));

        Assert.Empty(load.Faults);
        var script = load.Snapshot!.Find("a.ps1")!;
        Assert.Equal((ScriptErrorAction.Stop, true, "data/in"), (script.Policy.ErrorAction, script.Policy.DiscardPipeline, script.Policy.WorkingDirectory));
        Assert.Equal((true, false), (script.DisableManualInvocation, script.Enabled));
        Assert.Equal(["Helpers", "Operator"], script.Policy.Roles!);
    }

    [Theory]
    [InlineData("\"ErrorAction\":\"Ignore\"", null)]
    [InlineData("\"ErrorAction\":\"Suspend\"", "Error: -ErrorAction of \"a.ps1\" can be Continue, Stop, SilentlyContinue, Inquire or Ignore, not 'Suspend'.")]
    [InlineData("\"WorkingDirectory\":\"../x\"", "Warning: -WorkingDirectory of \"a.ps1\" must be a folder of the repository, relative to it; \"../x\" has no effect.")]
    [InlineData("\"WorkingDirectory\":\"C:\\\\x\"", "Warning: -WorkingDirectory of \"a.ps1\" must be a folder of the repository, relative to it; \"C:/x\" has no effect.")]
    [InlineData("\"WorkingDirectory\":\"/tmp\"", "Warning: -WorkingDirectory of \"a.ps1\" must be a folder of the repository, relative to it; \"/tmp\" has no effect.")]
    [InlineData("\"Status\":\"Draft\"", "Warning: -Status Draft of \"a.ps1\" has no effect in this version; only Disabled keeps a script from running.")]
    public void Load_ScriptDeclaredInPowerShell_WithAWrongSetting_SaysSo(string property, string? fault)
    {
        _folder.Write("a.ps1");
        var load = CatalogueLoader.Load(_folder.Root, FakeConfigurationReader.Parse(FakeConfigurationReader.Scripts([$"{{\"Name\":\"a.ps1\",{property}}}"])));

        Assert.Equal(fault, load.Faults.Select(found => $"{found.Severity}: {found.Message}").SingleOrDefault());
        Assert.Equal(JobPolicy.Default with { ErrorAction = load.Snapshot!.Find("a.ps1")!.Policy.ErrorAction }, load.Snapshot.Find("a.ps1")!.Policy);
        Assert.True(load.Snapshot.Find("a.ps1")!.Enabled);
    }

    [Fact]
    public void Load_DeclarationsThatAreNotInForce_SayWhyAndTakeNothingElseAway()
    {
        _folder.Write("a.ps1");
        _folder.Write("b.txt");
        var document = FakeConfigurationReader.Parse(FakeConfigurationReader.Scripts(
        [
            """{"Name":"a.ps1","LoadProfile":true}""", """{"Name":"gone.ps1"}""", """{"Name":"b.txt"}""", """{"Name":"a","Path":"a.ps1"}""",
            """{"Description":"neither"}""",
        ]));
        var load = CatalogueLoader.Load(_folder.Root, document);

        Assert.Equal(["a", "a.ps1"], load.Snapshot!.Scripts.Select(script => script.Path));
        Assert.Equal(
            ["1 Warning", "2 Error", "3 Error", "5 Error"],
            load.Faults.Select(fault => $"{fault.Line} {fault.Severity}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Load_SampleRepository_IsSound()
    {
        var load = CatalogueLoader.Load(Path.Combine(AppContext.BaseDirectory, "sample"));

        Assert.Empty(load.Faults);
        Assert.Equal(["ask-a-question.ps1", "disk-report.sh", "hello.ps1", "primes.py"], load.Snapshot!.Scripts.Select(script => script.Path));
    }

    [Fact]
    public void Load_DeclaredScriptInAHiddenFolder_IsOne()
    {
        _folder.Write(".universal/Scripts/report.ps1");
        _folder.Write(".git/hooks/post.ps1");
        var document = FakeConfigurationReader.Parse(FakeConfigurationReader.Scripts(
        [
            """{"Name":"Report","Path":".universal\\Scripts\\report.ps1"}""", """{"Name":"Git","Path":".git/hooks/post.ps1"}""", """{"Name":"Out","Path":"../out.ps1"}""",
        ]));

        var load = CatalogueLoader.Load(_folder.Root, document);

        Assert.Equal([".universal/Scripts/report.ps1"], load.Snapshot!.Scripts.Select(script => script.Path));
        Assert.Equal(2, load.Faults.Count(fault => fault.Message.Contains("there is no file", StringComparison.Ordinal)));
    }
}
