using System.Management.Automation;
using System.Net.Http;
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

    /// <summary>Gives the values instead of the variables. Those of secrets too, to administrators and jobs.</summary>
    [Parameter]
    public SwitchParameter ValueOnly { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Variable;

    // Never in a list: it is asked for by itself, which the audit log tells.
    private object? Secret(string name)
    {
        var answer = Send(HttpMethod.Post, $"secret/{Uri.EscapeDataString(name)}/value")!.Value;
        return SessionValue.OfSecret(answer);
    }

    private protected override void Write(JsonElement item)
    {
        if (!ValueOnly) base.Write(item);
        else if (item.TryGetProperty("vault", out var vault) && vault.ValueKind == JsonValueKind.String) WriteObject(Secret(NameOf(item)!));
        else if (item.TryGetProperty("value", out var value))
            WriteObject(SessionValue.Of(ResourceReader.ValueOf(value), item.TryGetProperty("type", out var type) ? type.GetString() : null));
    }
}
