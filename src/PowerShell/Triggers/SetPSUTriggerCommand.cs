using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Triggers;

/// <summary>Changes a trigger.</summary>
[Cmdlet(VerbsCommon.Set, "PSUTrigger", DefaultParameterSetName = ByTrigger)]
[OutputType(typeof(Trigger))]
public sealed class SetPSUTriggerCommand : SetResourceCmdlet
{
    private const string ById = "Id";
    private const string ByTrigger = "Trigger";

    /// <summary>Only events of that app.</summary>
    [Parameter]
    public string? Dashboard { get; set; }

    /// <summary>Environment instead of the script's own.</summary>
    [Parameter]
    public string? Environment { get; set; }

    /// <summary>The event.</summary>
    [Parameter]
    public EventType? EventType { get; set; }

    /// <summary>Number of the trigger.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>Its new name.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Only events of that script.</summary>
    [Parameter]
    public string? Script { get; set; }

    /// <summary>The trigger, or its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByTrigger)]
    public Trigger? Trigger { get; set; }

    /// <summary>The script that it runs.</summary>
    [Parameter]
    public string? TriggerScript { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Trigger;

    /// <inheritdoc />
    protected override Resource? Target => Trigger;

    /// <inheritdoc />
    protected override string TargetParameter => nameof(Trigger);
}
