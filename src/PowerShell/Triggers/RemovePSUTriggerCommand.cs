using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Triggers;

/// <summary>Removes a trigger.</summary>
[Cmdlet(VerbsCommon.Remove, "PSUTrigger", DefaultParameterSetName = ByTrigger)]
public sealed class RemovePSUTriggerCommand : RemoveResourceCmdlet
{
    private const string ById = "Id";
    private const string ByTrigger = "Trigger";

    /// <summary>Number of the trigger.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>The trigger, or its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByTrigger)]
    public Trigger? Trigger { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Trigger;

    /// <inheritdoc />
    protected override Resource? Target => Trigger;
}
