using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Computers;

/// <summary>Changes a computer group.</summary>
[Cmdlet(VerbsCommon.Set, "PSUComputerGroup", DefaultParameterSetName = ByGroup)]
[OutputType(typeof(ComputerGroup))]
public sealed class SetPSUComputerGroupCommand : SetResourceCmdlet
{
    private const string ByGroup = "Group";
    private const string ById = "Id";

    /// <summary>The computer group, or its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByGroup)]
    public ComputerGroup? ComputerGroup { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Number of the computer group.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>Its new name.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Tags of the nodes in it; a node belongs to it when it has all of them.</summary>
    [Parameter]
    public string[]? Tags { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.ComputerGroup;

    /// <inheritdoc />
    protected override Resource? Target => ComputerGroup;

    /// <inheritdoc />
    protected override string TargetParameter => nameof(ComputerGroup);
}
