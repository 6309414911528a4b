using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Apps;

/// <summary>Stops an app on every node. A repeat is harmless.</summary>
[Cmdlet(VerbsLifecycle.Stop, "PSUApp")]
[Alias("Stop-PSUDashboard")]
public sealed class StopPSUAppCommand : ChangeResourceCmdlet
{
    /// <summary>The app, or its name.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public Dashboard Dashboard { get; set; } = null!;

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.App;

    /// <inheritdoc />
    protected override Resource? Target => Dashboard;

    /// <inheritdoc />
    protected override void Run() => Send(HttpMethod.Post, Address() + "/stop");
}
