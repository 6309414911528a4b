using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Apps;

/// <summary>Removes an app.</summary>
[Cmdlet(VerbsCommon.Remove, "PSUApp", DefaultParameterSetName = ByDashboard)]
[Alias("Remove-PSUDashboard")]
public sealed class RemovePSUAppCommand : RemoveResourceCmdlet
{
    private const string ByDashboard = "Dashboard";
    private const string ById = "Id";

    /// <summary>The app, or its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByDashboard)]
    public Dashboard? Dashboard { get; set; }

    /// <summary>Number of the app.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.App;

    /// <inheritdoc />
    protected override Resource? Target => Dashboard;
}
