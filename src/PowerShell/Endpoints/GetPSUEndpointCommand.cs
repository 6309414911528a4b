using System.Management.Automation;
using System.Text.Json;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Endpoints;

/// <summary>Gets API endpoints.</summary>
[Cmdlet(VerbsCommon.Get, "PSUEndpoint")]
[OutputType(typeof(Endpoint))]
public sealed class GetPSUEndpointCommand : GetResourceCmdlet
{
    /// <summary>Number of the endpoint.</summary>
    [Parameter]
    public long Id { get; set; }

    /// <summary>Only that of this URL.</summary>
    [Parameter]
    public string? Url { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Endpoint;

    private protected override IEnumerable<JsonElement> List()
    {
        var query = new QueryText(Kind.Route).Add("url", Url);
        return Get(query.ToString()) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
    }
}
