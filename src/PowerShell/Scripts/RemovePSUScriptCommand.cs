using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Scripts;

/// <summary>Removes a script.</summary>
[Cmdlet(VerbsCommon.Remove, "PSUScript", DefaultParameterSetName = ByScript)]
[Alias("Remove-UAScript")]
public sealed class RemovePSUScriptCommand : RemoveResourceCmdlet
{
    private const string ById = "Id";
    private const string ByScript = "Script";

    /// <summary>Number of the script.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>The script, or its name.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByScript)]
    public Script? Script { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Script;

    /// <inheritdoc />
    protected override Resource? Target => Script;
}
