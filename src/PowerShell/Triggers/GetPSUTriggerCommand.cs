using System.Management.Automation;
using System.Text.Json;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Triggers;

/// <summary>Gets triggers.</summary>
[Cmdlet(VerbsCommon.Get, "PSUTrigger", DefaultParameterSetName = ByAll)]
[OutputType(typeof(Trigger))]
public sealed class GetPSUTriggerCommand : GetResourceCmdlet
{
    private const string ById = "Id";
    private const string ByName = "Name";
    private const string ByAll = "All";

    /// <summary>Number of the trigger.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>Name of the trigger.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByName)]
    public string? Name { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Trigger;

    private protected override IEnumerable<JsonElement> List() => ListFrom(Kind.Route);
}
