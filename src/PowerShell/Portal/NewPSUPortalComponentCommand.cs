using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Portal;

/// <summary>Declares a component that pages of the portal can have.</summary>
[Cmdlet(VerbsCommon.New, "PSUPortalComponent")]
[Alias("New-PSUPortalWidget")]
public sealed class NewPSUPortalComponentCommand : DeclarationCmdlet
{
    /// <summary>Branches of the repository that have it. Default: all.</summary>
    [Parameter]
    public string[]? AvailableInBranch { get; set; }

    /// <summary>Name and password to sign in to the server with, instead of a token.</summary>
    [Parameter]
    public PSCredential? Credential { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Name of the portal component.</summary>
    [Parameter(Mandatory = true)]
    public string Name { get; set; } = "";

    /// <summary>Its heading.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.PortalComponent;

    private protected override PSCredential? SignIn => Credential;
}
