using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Platform;

/// <summary>Gets folders of scripts.</summary>
[Cmdlet(VerbsCommon.Get, "PSUFolder")]
[Alias("Get-UAFolder")]
[OutputType(typeof(Folder))]
public sealed class GetPSUFolderCommand : GetResourceCmdlet
{
    /// <summary>Number of the folder.</summary>
    [Parameter]
    public long Id { get; set; }

    /// <summary>Name of the folder.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>The folder above it.</summary>
    [Parameter]
    public Folder? Parent { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Folder;
}
