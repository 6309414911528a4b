using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Refused;

/// <summary>Refused: runs a command in a terminal.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "PSUTerminalCommand")]
public sealed class InvokePSUTerminalCommandCommand : RefusedCmdlet
{
    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public string? AppToken { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter(Mandatory = true)]
    public string Command { get; set; } = "";

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public string? ComputerName { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public SwitchParameter Integrated { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public TerminalInstance TerminalInstance { get; set; } = null!;

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public SwitchParameter UseDefaultCredentials { get; set; }

    /// <inheritdoc />
    protected override string Reason => "Universal has no terminals: users' code runs in jobs and apps.";
}
