using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Endpoints;

/// <summary>Gets the pages that document endpoints.</summary>
[Cmdlet(VerbsCommon.Get, "PSUEndpointDocumentation")]
[OutputType(typeof(PSObject))]
public sealed class GetPSUEndpointDocumentationCommand : GetResourceCmdlet
{
    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.EndpointDocumentation;
}
