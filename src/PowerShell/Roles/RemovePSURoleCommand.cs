using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Roles;

/// <summary>Removes a role.</summary>
[Cmdlet(VerbsCommon.Remove, "PSURole", DefaultParameterSetName = ByRole)]
public sealed class RemovePSURoleCommand : RemoveResourceCmdlet
{
    private const string ById = "Id";
    private const string ByRole = "Role";

    /// <summary>Number of the role.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>Roles that may use it. Default: every role.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByRole)]
    public Role? Role { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Role;

    /// <inheritdoc />
    protected override Resource? Target => Role;
}
