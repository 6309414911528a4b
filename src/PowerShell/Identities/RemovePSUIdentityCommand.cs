using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Identities;

/// <summary>Removes an identity with its app tokens. The last administrator cannot be removed.</summary>
[Cmdlet(VerbsCommon.Remove, "PSUIdentity", DefaultParameterSetName = ByIdentity)]
[Alias("Remove-UAIdentity")]
public sealed class RemovePSUIdentityCommand : RemoveResourceCmdlet
{
    private const string ById = "Id";
    private const string ByIdentity = "Identity";

    /// <summary>Number of the identity.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>The identity, or its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByIdentity)]
    public Identity? Identity { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Identity;

    /// <inheritdoc />
    protected override Resource? Target => Identity;
}
