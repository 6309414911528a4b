using Universal.Repository.Catalogue;
using Universal.Scripts;

namespace Universal.Repository.Tests;

/// <summary>What the catalogue makes of what the script host says about PowerShell scripts.</summary>
public sealed class PowerShellScriptsTests : IDisposable
{
    private const string Facts = """
        "description":"Says.","others":"Common","parameters":[
          {"name":"Count","type":"Integer","required":true,"default":5,"defaultText":"5","allowedValues":["5","6"],"aliases":["C"],"description":"d","minimum":1,"maximum":9},
          {"name":"At","type":"DateTime","default":"tomorrow","defaultText":"'tomorrow'"},
          {"name":"Text","type":"String","pattern":"^x","minLength":1,"maxLength":4},
          {"name":"List","type":"Array","minItems":1,"maxItems":2}]
        """;

    private readonly RepositoryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_ScriptWithParamBlock_HasItsParameters()
    {
        _folder.Write("a.ps1");

        var script = Assert.Single(CatalogueLoader.Load(_folder.Root, Document($$"""{"path":"a.ps1",{{Facts}}}""")).Snapshot!.Scripts);

        Assert.Equal(("Says.", OtherParameters.Common), (script.Description, script.OtherParameters));
        Assert.Equal(["Count", "At", "Text", "List"], script.Parameters!.Select(parameter => parameter.Name));
        var count = script.Parameters![0];
        Assert.Equal(
            (ScriptParameterType.Integer, true, "5", "5", "d", 1.0, 9.0),
            (count.Type, count.Required, count.Default, count.DefaultText, count.Description, count.Minimum!.Value, count.Maximum!.Value));
        Assert.Equal(["5", "6"], count.AllowedValues);
        Assert.Equal(["C"], count.Aliases);
        // PowerShell can make something of it; JSON has no such date.
        Assert.Equal((null, "'tomorrow'"), (script.Parameters[1].Default, script.Parameters[1].DefaultText));
        Assert.Equal(("^x", 1, 4), (script.Parameters[2].Pattern, script.Parameters[2].MinLength!.Value, script.Parameters[2].MaxLength!.Value));
        Assert.Equal((1, 2), (script.Parameters[3].MinItems!.Value, script.Parameters[3].MaxItems!.Value));
    }

    [Fact]
    public void Load_DeclaredParametersAndDescription_WinOverTheText()
    {
        _folder.Write("a.ps1");
        _folder.Declare("""[{ "path": "a.ps1", "description": "Mine.", "parameters": [{ "name": "Mine", "minimum": 1.5, "maximum": 2, "pattern": "x", "minLength": 1, "maxLength": 2, "minItems": 3, "maxItems": 4, "aliases": ["M"] }] }]""");

        var script = Assert.Single(CatalogueLoader.Load(_folder.Root, Document($$"""{"path":"a.ps1",{{Facts}}}""")).Snapshot!.Scripts);

        Assert.Equal(("Mine.", OtherParameters.None), (script.Description, script.OtherParameters));
        var parameter = Assert.Single(script.Parameters!);
        Assert.Equal((1.5, 2.0, "x", 1, 2, 3, 4), (parameter.Minimum!.Value, parameter.Maximum!.Value, parameter.Pattern, parameter.MinLength!.Value, parameter.MaxLength!.Value, parameter.MinItems!.Value, parameter.MaxItems!.Value));
        Assert.Equal(["M"], parameter.Aliases);
    }

    [Fact]
    public void Load_WrongRulesOfDeclaredParameters_AreFaults()
    {
        _folder.Write("a.sh");
        _folder.Declare("""
            [{ "path": "a.sh", "parameters": [
              { "name": "A", "pattern": "(" },
              { "name": "B", "minimum": "1", "minLength": -1 },
              { "name": "C", "aliases": ["a"] }] }]
            """);

        Assert.Equal([1, 2, 3, 3], CatalogueLoader.Load(_folder.Root).Faults.Select(fault => fault.Line!.Value).Order());
    }

    [Fact]
    public void Load_ScriptThatDoesNotParse_StaysWithAWarning()
    {
        _folder.Write("a.ps1");

        var load = CatalogueLoader.Load(_folder.Root, Document("""{"path":"a.ps1","fault":"Missing brace.","line":3}"""));

        Assert.Null(Assert.Single(load.Snapshot!.Scripts).Parameters);
        Assert.Equal(new CatalogueFault("a.ps1", 3, "Missing brace.", FaultSeverity.Warning), Assert.Single(load.Faults));
    }

    [Fact]
    public void Load_BlockAndModuleCommand_AreScriptsUnderTheirNames()
    {
        _folder.Write("taken.ps1");
        var load = CatalogueLoader.Load(_folder.Root, Document(
            "",
            $$$"""{"kind":"script","name":"Say it","file":"f.ps1","line":1,"properties":{"Name":"Say it","ScriptBlock":{"$line":1,"$script":" 'it' "},"TimeOut":1},"facts":{ {{{Facts}}} }}""",
            """{"kind":"script","name":"M\\Get-It","file":"f.ps1","line":2,"properties":{"Module":"M","Command":"Get-It"}}""",
            """{"kind":"script","name":"taken.ps1","file":"f.ps1","line":3,"properties":{"Name":"taken.ps1","ScriptBlock":{"$line":1,"$script":"1"}}}"""), undeclared: UndeclaredScripts.List);

        var snapshot = load.Snapshot!;
        Assert.Equal(["M/Get-It=PowerShell", "Say it=PowerShell", "taken.ps1=PowerShell"], snapshot.Scripts.Select(script => $"{script.Path}={script.Environment}"));
        var block = snapshot.Find("say it")!;
        Assert.Equal((" 'it' ", TimeSpan.FromMinutes(1), 4), (snapshot.TextOf(block), block.Policy.Timeout!.Value, block.Parameters!.Count));
        var command = snapshot.Find("M\\Get-It")!;
        Assert.Equal("M\\Get-It", command.Name);
        Assert.Null(command.Parameters);
        Assert.Contains("& 'M\\Get-It' @parameters\n", snapshot.TextOf(command), StringComparison.Ordinal);
        Assert.Null(snapshot.TextOf(snapshot.Find("taken.ps1")!));
        Assert.Equal(3, Assert.Single(load.Faults).Line);
    }

    private static ConfigurationDocument Document(string script, params string[] declarations) => FakeConfigurationReader.Parse(
        $$"""{"version":1,"complete":true,"declarations":[{{string.Join(',', declarations)}}],"faults":[],"scripts":[{{script}}]}""");
}
