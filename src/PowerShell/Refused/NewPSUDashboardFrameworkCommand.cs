using System.Management.Automation;
using Universal.PowerShell.Declaring;

namespace Universal.PowerShell.Refused;

/// <summary>Refused: declares a framework of apps.</summary>
[Cmdlet(VerbsCommon.New, "PSUDashboardFramework")]
public sealed class NewPSUDashboardFrameworkCommand : RefusedCmdlet
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
    protected override string Reason => "apps are written for the one framework that Universal has.";
}
