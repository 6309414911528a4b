using System.Management.Automation;
using System.Text.Json;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Variables;

/// <summary>Gets platform variables.</summary>
[Cmdlet(VerbsCommon.Get, "PSUVariable", DefaultParameterSetName = ByAll)]
[Alias("Get-UAVariable")]
[OutputType(typeof(Variable))]
public sealed class GetPSUVariableCommand : GetResourceCmdlet
{
    private const string ById = "Id";
    private const string ByName = "Name";
    private const string ByAll = "All";

    /// <summary>Number of the variable.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>Name of the variable.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByName)]
    public string? Name { get; set; }

    /// <summary>Gives the values instead of the variables.</summary>
    [Parameter]
    public SwitchParameter ValueOnly { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Variable;

    private protected override void Write(JsonElement item)
    {
        if (!ValueOnly) base.Write(item);
        else if (item.TryGetProperty("value", out var value)) WriteObject(ResourceReader.ValueOf(value));
    }
}
