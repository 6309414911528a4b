using System.Management.Automation;

namespace Universal.PowerShell.Tests.Exported;

/// <summary>Callers' scripts hang on names, types and positions.</summary>
public sealed class ExportedCmdletsTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    // Documented as required in a parameter set; real repositories declare without it.
    private static readonly HashSet<string> _optionalHere =
    [
        "New-PSUEnvironment.Name", "New-PSUEnvironment.Path", "Set-PSUAuthenticationMethod.CallbackPath", "Set-PSUAuthenticationMethod.ClientId", "Set-PSUAuthenticationMethod.EntityId",
        "Set-PSUAuthenticationMethod.Wreply", "Set-PSUAuthenticationMethod.Wtrealm", "New-PSUFolder.Path", "Connect-PSUServer.ComputerName",
        "Get-PSUTerminal.Id", "Get-PSUTerminalInstance.Id", "Remove-PSUEndpointDocumentation.Id", "New-PSUTrigger.TriggerScript",
    ];

    // Documented to take nothing from the pipeline, where a script that answers questions has them.
    private static readonly HashSet<string> _pipelineHere = ["Set-PSUJobFeedback.JobFeedback"];

    // Documented as optional; without it the line says nothing.
    private static readonly HashSet<string> _requiredHere = ["New-PSUSchedule.OneTime"];

    [Fact]
    public void Exported_AreThoseOfTheSnapshot()
    {
        var cmdlets = module.Cmdlets();
        var aliases = module.Run("Get-Command -Module Universal -CommandType Alias").Output.Select(alias => (AliasInfo)alias.BaseObject);
        var lines = cmdlets.OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal).SelectMany(ExportedCmdlets.Rows).Select(row => row.ToString())
            .Concat(aliases.OrderBy(alias => alias.Name, StringComparer.Ordinal).Select(alias => $"{alias.Name}\tis {alias.Definition}"));
        SourceFile.AssertHolds("tests/PowerShell.Tests/Exported/Exported.tsv", string.Join('\n', lines) + "\n");
    }

    [Fact]
    public void Manifest_ListsEveryCmdletOfTheAssembly()
    {
        var types = typeof(Resources.Resource).Assembly.GetTypes().Where(type => type.IsDefined(typeof(CmdletAttribute), false));
        Assert.Equal(types.Select(type => type.FullName).Order(), module.Cmdlets().Select(cmdlet => cmdlet.ImplementingType.FullName).Order());
        Assert.DoesNotContain(types, type => !type.IsSealed);
    }

    [Fact]
    public void Docs_NameEveryCmdlet()
    {
        var docs = SourceFile.Read("docs/module.md");
        Assert.DoesNotContain(module.Cmdlets(), cmdlet => !docs.Contains($"`{cmdlet.Name}`", StringComparison.Ordinal));
    }

    [Fact]
    public void Parameters_AreAsDocumentedForPowerShellUniversal()
    {
        var cmdlets = module.Cmdlets().ToDictionary(cmdlet => cmdlet.Name);
        var faults = new List<string>();
        foreach (var line in SourceFile.Read("tests/PowerShell.Tests/Exported/Documented.tsv").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, parameter, type, required, position, pipeline) = line.Split('\t') is [var a, var b, var c, var d, var e, var f]
                ? (a, b, c, d == "true", e.ToLowerInvariant(), f.StartsWith("true", StringComparison.Ordinal))
                : throw new FormatException(line);
            if (!cmdlets.TryGetValue(name, out var cmdlet) || !cmdlet.Parameters.TryGetValue(parameter, out var metadata))
            {
                faults.Add($"{name} -{parameter} is not there");
                continue;
            }

            var row = ExportedCmdlets.RowOf(cmdlet, metadata);
            if (row.Type != type) faults.Add($"{name} -{parameter} is {row.Type}, not {type}");
            if (row.Position != position) faults.Add($"{name} -{parameter} is at {row.Position}, not {position}");
            if (row.Pipeline != pipeline && !(row.Pipeline && _pipelineHere.Contains($"{name}.{parameter}"))) faults.Add($"{name} -{parameter}: pipeline {row.Pipeline}");
            if (row.Required != required && !(required ? _optionalHere : _requiredHere).Contains($"{name}.{parameter}"))
                faults.Add($"{name} -{parameter}: required {row.Required}");
        }

        Assert.Empty(faults);
    }
}
