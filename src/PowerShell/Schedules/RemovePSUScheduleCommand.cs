using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Schedules;

/// <summary>Removes a schedule.</summary>
[Cmdlet(VerbsCommon.Remove, "PSUSchedule", DefaultParameterSetName = BySchedule)]
[Alias("Remove-UASchedule")]
public sealed class RemovePSUScheduleCommand : RemoveResourceCmdlet
{
    private const string ById = "Id";
    private const string BySchedule = "Schedule";
    private const string ByName = "Name";

    /// <summary>Number of the schedule.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>The schedule, or its name.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = BySchedule)]
    public Schedule? Schedule { get; set; }

    /// <summary>Name of the schedule.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByName)]
    public string? Name { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Schedule;

    /// <inheritdoc />
    protected override Resource? Target => Schedule;
}
