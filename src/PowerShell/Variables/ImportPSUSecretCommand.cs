using System.Management.Automation;
using Universal.PowerShell.Declaring;

namespace Universal.PowerShell.Variables;

/// <summary>Refused: brings secrets over from a vault of PowerShell Universal.</summary>
[Cmdlet(VerbsData.Import, "PSUSecret")]
public sealed class ImportPSUSecretCommand : RefusedCmdlet
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
    public SwitchParameter UseDefaultCredentials { get; set; }

    /// <inheritdoc />
    protected override string Reason =>
        "Universal does not read the vaults of PowerShell Universal. Declare each secret with New-PSUVariable -Vault and give its value once.";
}
