using System.Management.Automation;
using Universal.PowerShell.Local;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Platform;

/// <summary>Makes the result of a health check.</summary>
[Cmdlet(VerbsCommon.New, "PSUHealthCheckResult")]
[OutputType(typeof(PSObject))]
public sealed class NewPSUHealthCheckResultCommand : PSCmdlet
{
    /// <summary>How it is. Default: Ok.</summary>
    [Parameter]
    public HealthCheckLevel Level { get; set; }

    /// <summary>What people read.</summary>
    [Parameter(Mandatory = true)]
    public string Message { get; set; } = "";

    /// <inheritdoc />
    protected override void EndProcessing() =>
        WriteObject(new NamedValues("Universal.HealthCheckResult").Add(nameof(Level), Level).Add(nameof(Message), Message).ToObject());
}
