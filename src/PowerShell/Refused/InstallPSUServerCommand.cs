using System.Management.Automation;
using Universal.PowerShell.Declaring;

namespace Universal.PowerShell.Refused;

/// <summary>Refused: installs a server.</summary>
[Cmdlet(VerbsLifecycle.Install, "PSUServer")]
public sealed class InstallPSUServerCommand : RefusedCmdlet
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

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public string? IISAppPool { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public int IISPort { get; set; }

    /// <inheritdoc />
    protected override string Reason => "Universal is not installed by cmdlets: see docs/getting-started.md.";
}
