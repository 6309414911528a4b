using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Platform;

/// <summary>Declares a folder of scripts.</summary>
[Cmdlet(VerbsCommon.New, "PSUFolder")]
[Alias("New-UAFolder")]
[OutputType(typeof(Folder))]
public sealed class NewPSUFolderCommand : DeclarationCmdlet
{
    /// <summary>Path of the folder.</summary>
    [Parameter]
    public string? Path { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter]
    public FolderType? Type { get; set; }

    /// <summary>Its name, in the form of older releases.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Folder;

    /// <inheritdoc />
    protected override string? Key => Path ?? Name;
}
