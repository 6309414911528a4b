using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Endpoints;

/// <summary>Declares a page that documents endpoints.</summary>
[Cmdlet(VerbsCommon.New, "PSUEndpointDocumentation")]
public sealed class NewPSUEndpointDocumentationCommand : DeclarationCmdlet
{
    /// <summary>Lets nobody in who is not signed in.</summary>
    [Parameter]
    public SwitchParameter Authentication { get; set; }

    /// <summary>Classes that describe what endpoints take and give, each with <c>[Documentation()]</c>.</summary>
    [Parameter]
    public ScriptBlock? Definition { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Name of the endpoint documentation.</summary>
    [Parameter(Mandatory = true)]
    public string Name { get; set; } = "";

    /// <summary>Roles that may use it. Default: every role.</summary>
    [Parameter]
    public string[]? Role { get; set; }

    /// <summary>Its path on the server.</summary>
    [Parameter(Mandatory = true)]
    public string Url { get; set; } = "";

    /// <summary>Version of the API.</summary>
    [Parameter]
    public string? Version { get; set; }

    /// <summary>Address of its terms of use.</summary>
    [Parameter]
    public string? Terms { get; set; }

    /// <summary>Whom to ask.</summary>
    [Parameter]
    public string? ContactName { get; set; }

    /// <summary>Where to write to.</summary>
    [Parameter]
    public string? ContactEmail { get; set; }

    /// <summary>Where to read on.</summary>
    [Parameter]
    public string? ContactUrl { get; set; }

    /// <summary>Name of its licence.</summary>
    [Parameter]
    public string? LicenseName { get; set; }

    /// <summary>Address of its licence.</summary>
    [Parameter]
    public string? LicenseUrl { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.EndpointDocumentation;
}
