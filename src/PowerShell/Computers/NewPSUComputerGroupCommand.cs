using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Computers;

/// <summary>Declares a group of nodes.</summary>
[Cmdlet(VerbsCommon.New, "PSUComputerGroup")]
[OutputType(typeof(ComputerGroup))]
public sealed class NewPSUComputerGroupCommand : DeclarationCmdlet
{
    /// <summary>What it is for.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Name of the computer group.</summary>
    [Parameter(Mandatory = true)]
    public string Name { get; set; } = "";

    /// <summary>Tags of the nodes in it; a node belongs to it when it has all of them.</summary>
    [Parameter]
    public string[]? Tags { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.ComputerGroup;
}
