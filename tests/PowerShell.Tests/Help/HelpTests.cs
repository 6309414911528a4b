using System.Management.Automation;
using Universal.PowerShell.Tests.Exported;

namespace Universal.PowerShell.Tests.Help;

/// <summary>What <c>Get-Help</c> knows.</summary>
public sealed class HelpTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private readonly XmlDocs _docs = XmlDocs.Load(typeof(Resources.Resource).Assembly);

    [Fact]
    public void EveryCmdletAndParameter_IsDocumented()
    {
        var faults = new List<string>();
        foreach (var cmdlet in module.Cmdlets())
        {
            if (string.IsNullOrWhiteSpace(_docs.Of(cmdlet.ImplementingType))) faults.Add(cmdlet.Name);
            faults.AddRange(ExportedCmdlets.Own(cmdlet)
                .Where(parameter => ExportedCmdlets.PropertyOf(cmdlet, parameter.Name).DeclaringType != typeof(PagingParameters))
                .Where(parameter => string.IsNullOrWhiteSpace(_docs.Of(ExportedCmdlets.PropertyOf(cmdlet, parameter.Name))))
                .Select(parameter => $"{cmdlet.Name} -{parameter.Name}"));
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void HelpFile_IsThatOfTheComments() =>
        SourceFile.AssertHolds("src/PowerShell/Universal.PowerShell.dll-Help.xml", HelpWriter.Write(module.Cmdlets(), _docs));

    [Fact]
    public void GetHelp_FindsSynopsisAndParameters()
    {
        var help = Assert.Single(module.Run("Get-Help New-PSUSchedule -Full").Sound());
        Assert.StartsWith("Declares a schedule of a script.", help.Properties["Synopsis"].Value.ToString());
        var parameter = Assert.Single(module.Run("Get-Help New-PSUSchedule -Parameter Cron").Sound());
        Assert.Equal("2", parameter.Properties["position"].Value);
        Assert.Contains("cron expression", ((PSObject[])parameter.Properties["description"].Value)[0].Properties["Text"].Value.ToString());
    }
}
