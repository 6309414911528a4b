using System.Management.Automation;
using System.Net;
using System.Text.Json;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Cache;

/// <summary>Gets a value of the cache of the cluster. There is no output when there is none.</summary>
[Cmdlet(VerbsCommon.Get, "PSUCache")]
[OutputType(typeof(PSObject))]
public sealed class GetPSUCacheCommand : RestCmdlet
{
    /// <summary>Its key.</summary>
    [Parameter(Mandatory = true)]
    public string Key { get; set; } = "";

    /// <inheritdoc />
    protected override void Run()
    {
        try
        {
            if (Get(new QueryText("cache").Add("key", Key).ToString()) is { ValueKind: JsonValueKind.Object } entry
                && entry.TryGetProperty("value", out var value) && value.GetString() is { } text)
            {
                // What was set through REST is any text.
                WriteObject(text.StartsWith("<Objs ", StringComparison.Ordinal) ? PSSerializer.Deserialize(text) : text);
            }
        }
        catch (ServerException e) when (e is { Status: HttpStatusCode.NotFound, Code: "not_found" })
        {
            // There is none.
        }
    }
}
