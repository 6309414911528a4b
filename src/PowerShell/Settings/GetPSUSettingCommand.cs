using System.Management.Automation;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Settings;

/// <summary>Gets the settings of the platform.</summary>
[Cmdlet(VerbsCommon.Get, "PSUSetting")]
[Alias("Get-PSUSettings", "Get-UASetting")]
[OutputType(typeof(PSObject))]
public sealed class GetPSUSettingCommand : ServerActionCmdlet
{
    private protected override string Route => "settings";
}
