using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Apps;

/// <summary>Gets apps.</summary>
[Cmdlet(VerbsCommon.Get, "PSUApp")]
[Alias("Get-PSUDashboard", "Get-UADashboard")]
[OutputType(typeof(Dashboard))]
public sealed class GetPSUAppCommand : GetResourceCmdlet
{
    /// <summary>Name of the app.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.App;
}
