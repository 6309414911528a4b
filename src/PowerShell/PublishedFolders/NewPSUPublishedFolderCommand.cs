using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.PublishedFolders;

/// <summary>Declares a folder whose files the server publishes.</summary>
[Cmdlet(VerbsCommon.New, "PSUPublishedFolder")]
public sealed class NewPSUPublishedFolderCommand : DeclarationCmdlet
{
    /// <summary>Lets nobody in who is not signed in.</summary>
    [Parameter]
    public SwitchParameter Authentication { get; set; }

    /// <summary>Files that stand for the folder.</summary>
    [Parameter]
    public string[]? DefaultDocument { get; set; }

    /// <summary>Path of the folder in the repository.</summary>
    [Parameter(Mandatory = true)]
    public string Path { get; set; } = "";

    /// <summary>Its path on the server.</summary>
    [Parameter(Mandatory = true)]
    public string RequestPath { get; set; } = "";

    /// <summary>Roles that may use it. Default: every role.</summary>
    [Parameter]
    public string[]? Role { get; set; }

    /// <summary>Reads as the signed-in user.</summary>
    [Parameter]
    public SwitchParameter Impersonation { get; set; }

    /// <summary>Name of the published folder.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.PublishedFolder;

    /// <inheritdoc />
    protected override string? Key => Name ?? RequestPath;
}
