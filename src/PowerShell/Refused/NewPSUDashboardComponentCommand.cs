using System.Management.Automation;
using Universal.PowerShell.Declaring;

namespace Universal.PowerShell.Refused;

/// <summary>Refused: declares a component of apps.</summary>
[Cmdlet(VerbsCommon.New, "PSUDashboardComponent")]
public sealed class NewPSUDashboardComponentCommand : RefusedCmdlet
{
    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public string? Path { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public string? Version { get; set; }

    /// <inheritdoc />
    protected override string Reason => "components of apps are modules in the repository's Modules folder.";
}
