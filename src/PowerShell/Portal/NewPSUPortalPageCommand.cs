using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Portal;

/// <summary>Declares a page of the portal.</summary>
[Cmdlet(VerbsCommon.New, "PSUPortalPage")]
public sealed class NewPSUPortalPageCommand : DeclarationCmdlet
{
    /// <summary>Lets nobody in who is not signed in.</summary>
    [Parameter]
    public SwitchParameter Authenticated { get; set; }

    /// <summary>Name and password to sign in to the server with, instead of a token.</summary>
    [Parameter]
    public PSCredential? Credential { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Name of the portal page.</summary>
    [Parameter(Mandatory = true)]
    public string Name { get; set; } = "";

    /// <summary>Roles that see it. Default: every role.</summary>
    [Parameter]
    public string[]? Role { get; set; }

    /// <summary>Components on it.</summary>
    [Parameter]
    public PortalComponentInstance[]? Widget { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.PortalPage;

    private protected override PSCredential? SignIn => Credential;
}
