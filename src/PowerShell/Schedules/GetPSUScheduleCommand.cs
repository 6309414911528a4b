using System.Management.Automation;
using System.Text.Json;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Schedules;

/// <summary>Gets schedules: one, those of a script or identity, or all.</summary>
[Cmdlet(VerbsCommon.Get, "PSUSchedule", DefaultParameterSetName = ByAll)]
[Alias("Get-UASchedule")]
[OutputType(typeof(Schedule))]
public sealed class GetPSUScheduleCommand : GetResourceCmdlet
{
    private const string ById = "Id";
    private const string ByIdentity = "Identity";
    private const string ByScript = "Script";
    private const string ByAll = "All";

    /// <summary>Number of the schedule.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>Gets the schedules that run as this identity.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByIdentity)]
    public Identity? Identity { get; set; }

    /// <summary>Gets the schedules of that script.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByScript)]
    public Script? Script { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Schedule;

    private protected override IEnumerable<JsonElement> List() =>
        // Schedules run as no identity.
        Identity is not null ? [] : ListFrom(new QueryText(Kind.Route).Add("script", Script?.ToString()).ToString());
}
