using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Endpoints;

/// <summary>Removes a page that documents endpoints.</summary>
[Cmdlet(VerbsCommon.Remove, "PSUEndpointDocumentation")]
public sealed class RemovePSUEndpointDocumentationCommand : RemoveResourceCmdlet
{
    /// <summary>Number of the endpoint documentation.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [WholeNumber]
    public long Id { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.EndpointDocumentation;
}
