using System.Management.Automation;
using Universal.PowerShell.Declaring;

namespace Universal.PowerShell.Refused;

/// <summary>Refused: gets open terminals.</summary>
[Cmdlet(VerbsCommon.Get, "PSUTerminalInstance")]
public sealed class GetPSUTerminalInstanceCommand : RefusedCmdlet
{
    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public string? AppToken { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public string? ComputerName { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter(Position = 0)]
    public long Id { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public SwitchParameter Integrated { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public SwitchParameter UseDefaultCredentials { get; set; }

    /// <inheritdoc />
    protected override string Reason => "Universal has no terminals: users' code runs in jobs and apps.";
}
