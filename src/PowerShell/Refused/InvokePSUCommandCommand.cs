using System.Management.Automation;
using Universal.PowerShell.Declaring;

namespace Universal.PowerShell.Refused;

/// <summary>Refused: runs a command on agents.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "PSUCommand")]
public sealed class InvokePSUCommandCommand : RefusedCmdlet
{
    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public string? AppToken { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public string? ComputerName { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public object? Data { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter(Mandatory = true)]
    public string Hub { get; set; } = "";

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public SwitchParameter Integrated { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public SwitchParameter UseDefaultCredentials { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public string? ConnectionId { get; set; }

    /// <inheritdoc />
    protected override string Reason => "Universal has no event hubs with agents: run scripts on nodes of the cluster by tags instead.";
}
