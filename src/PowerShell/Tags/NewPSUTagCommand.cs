using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Tags;

/// <summary>Declares a tag that resources can carry.</summary>
[Cmdlet(VerbsCommon.New, "PSUTag")]
[Alias("New-UATag")]
[OutputType(typeof(Tag))]
public sealed class NewPSUTagCommand : DeclarationCmdlet
{
    /// <summary>Its colour, as #rrggbb.</summary>
    [Parameter]
    public string? Color { get; set; }

    /// <summary>What it is about.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Name of the tag.</summary>
    [Parameter(Mandatory = true)]
    public string Name { get; set; } = "";

    /// <summary>Colour of its text, as #rrggbb.</summary>
    [Parameter]
    public string? FontColor { get; set; }

    /// <summary>Name of its icon.</summary>
    [Parameter]
    public string? Icon { get; set; }

    /// <summary>Shows it in the portal.</summary>
    [Parameter]
    public SwitchParameter DisplayInPortal { get; set; }

    /// <summary>Roles that see it in the portal.</summary>
    [Parameter]
    public string[]? Role { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Tag;
}
