using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Refused;

/// <summary>Refused: declares a terminal.</summary>
[Cmdlet(VerbsCommon.New, "PSUTerminal")]
public sealed class NewPSUTerminalCommand : RefusedCmdlet
{
    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public string? AppToken { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public string? ComputerName { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public Variable? Credential { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public string? Environment { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public int IdleTimeout { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public SwitchParameter Integrated { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter(Mandatory = true)]
    public string Name { get; set; } = "";

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public string[]? Role { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public SwitchParameter UseDefaultCredentials { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public SwitchParameter KeepHistory { get; set; }

    /// <inheritdoc />
    protected override string Reason => "Universal has no terminals: users' code runs in jobs and apps.";
}
