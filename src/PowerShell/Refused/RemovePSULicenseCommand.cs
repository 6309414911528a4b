using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Refused;

/// <summary>Refused: removes a licence.</summary>
[Cmdlet(VerbsCommon.Remove, "PSULicense")]
public sealed class RemovePSULicenseCommand : RefusedCmdlet
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
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public License License { get; set; } = null!;

    /// <summary>Accepted, without effect.</summary>
    [Parameter]
    public SwitchParameter UseDefaultCredentials { get; set; }

    /// <inheritdoc />
    protected override string Reason => "Universal has no licences.";
}
