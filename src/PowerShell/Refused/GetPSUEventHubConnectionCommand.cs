using System.Management.Automation;
using Universal.PowerShell.Declaring;

namespace Universal.PowerShell.Refused;

/// <summary>Refused: gets connections of an event hub.</summary>
[Cmdlet(VerbsCommon.Get, "PSUEventHubConnection")]
public sealed class GetPSUEventHubConnectionCommand : RefusedCmdlet
{
    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public string? AppToken { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public string? ComputerName { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public SwitchParameter Integrated { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public SwitchParameter Local { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public SwitchParameter UseDefaultCredentials { get; set; }

    /// <inheritdoc />
    protected override string Reason => "Universal has no event hubs with agents: run scripts on nodes of the cluster by tags instead.";
}
