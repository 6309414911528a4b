using System.Management.Automation;
using Universal.PowerShell.Declaring;

namespace Universal.PowerShell.Refused;

/// <summary>Refused: declares middleware of the web server.</summary>
[Cmdlet(VerbsCommon.New, "PSUMiddleware")]
public sealed class NewPSUMiddlewareCommand : RefusedCmdlet
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
    [Parameter(Mandatory = true)]
    public string Name { get; set; } = "";

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public int Order { get; set; }

    /// <summary>Accepted, without effect.</summary>
    [Parameter(Mandatory = true)]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public SwitchParameter UseDefaultCredentials { get; set; }

    /// <inheritdoc />
    protected override string Reason => "users' code does not run in the web server. Use an endpoint, or the reverse proxy in front.";
}
