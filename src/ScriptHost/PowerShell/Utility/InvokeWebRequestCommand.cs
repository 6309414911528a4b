using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>Sends a request and writes the answer.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "WebRequest", DefaultParameterSetName = "StandardMethod")]
[OutputType(typeof(BasicHtmlWebResponseObject), typeof(WebResponseObject))]
public sealed class InvokeWebRequestCommand : WebRequestCommandBase
{
    private protected override Uri? Take(HttpResponseMessage response)
    {
        var bytes = Reading(response.Content.ReadAsByteArrayAsync(Stopped));
        var type = response.Content.Headers.ContentType;
        WriteObject(IsText(type?.MediaType) ? new BasicHtmlWebResponseObject(response, bytes, WebText.EncodingOf(response)) : new WebResponseObject(response, bytes));
        return null;
    }

    private static bool IsText(string? type) => type is null || type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        || type.Contains("json", StringComparison.OrdinalIgnoreCase) || type.Contains("xml", StringComparison.OrdinalIgnoreCase)
        || type.Contains("javascript", StringComparison.OrdinalIgnoreCase) || type.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
}
