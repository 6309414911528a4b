using System.Management.Automation;
using Universal.PowerShell.Declaring;

namespace Universal.PowerShell.Refused;

/// <summary>Refused: starts a server.</summary>
[Cmdlet(VerbsLifecycle.Start, "PSUServer")]
public sealed class StartPSUServerCommand : RefusedCmdlet
{
    /// <summary>Accepted, without effect.</summary>
    [Parameter(Position = 0)]
    public string? ExecutablePath { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter(Position = 1)]
    public string? ListenAddress { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public ScriptBlock? Configuration { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public int Port { get; set; }

    /// <inheritdoc />
    protected override string Reason => "Universal is not installed by cmdlets: see docs/getting-started.md.";
}
