using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Computers;

/// <summary>Gets computer groups.</summary>
[Cmdlet(VerbsCommon.Get, "PSUComputerGroup", DefaultParameterSetName = ByAll)]
[OutputType(typeof(ComputerGroup))]
public sealed class GetPSUComputerGroupCommand : GetResourceCmdlet
{
    private const string ById = "Id";
    private const string ByAll = "All";

    /// <summary>Number of the computer group.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.ComputerGroup;
}
