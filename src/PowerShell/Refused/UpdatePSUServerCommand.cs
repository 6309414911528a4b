using System.Management.Automation;
using Universal.PowerShell.Declaring;

namespace Universal.PowerShell.Refused;

/// <summary>Refused: updates a server.</summary>
[Cmdlet(VerbsData.Update, "PSUServer")]
public sealed class UpdatePSUServerCommand : RefusedCmdlet
{
    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public string? Path { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public string? Version { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public SwitchParameter LatestVersion { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public string? IISWebsite { get; set; }

    /// <inheritdoc />
    protected override string Reason => "Universal is not installed by cmdlets: see docs/getting-started.md.";
}
