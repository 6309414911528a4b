using System.Management.Automation;
using Universal.PowerShell.Declaring;

namespace Universal.PowerShell.Refused;

/// <summary>Refused: removes a server.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "PSUServer")]
public sealed class UninstallPSUServerCommand : RefusedCmdlet
{
    /// <summary>Accepted, without effect.</summary>
    [Parameter(Position = 1)]
    public string? Path { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter(Position = 2)]
    public string? IISWebsite { get; set; }

    /// <inheritdoc />
    protected override string Reason => "Universal is not installed by cmdlets: see docs/getting-started.md.";
}
