using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Computers;

/// <summary>Removes a computer group.</summary>
[Cmdlet(VerbsCommon.Remove, "PSUComputerGroup", DefaultParameterSetName = ByComputerGroup)]
public sealed class RemovePSUComputerGroupCommand : RemoveResourceCmdlet
{
    private const string ByComputerGroup = "ComputerGroup";
    private const string ById = "Id";

    /// <summary>The computer group, or its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByComputerGroup)]
    public ComputerGroup? ComputerGroup { get; set; }

    /// <summary>Number of the computer group.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.ComputerGroup;

    /// <inheritdoc />
    protected override Resource? Target => ComputerGroup;
}
