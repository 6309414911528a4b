using System.Collections;
using System.Management.Automation;
using Universal.PowerShell.Local;

namespace Universal.PowerShell.Endpoints;

/// <summary>Makes the answer of an endpoint.</summary>
[Cmdlet(VerbsCommon.New, "PSUApiResponse")]
[OutputType(typeof(PSObject))]
public sealed class NewPSUApiResponseCommand : PSCmdlet
{
    /// <summary>Text to answer with.</summary>
    [Parameter]
    public string? Body { get; set; }

    /// <summary>Its media type. Default: text/plain.</summary>
    [Parameter]
    public string? ContentType { get; set; }

    /// <summary>Cookies to set, by name.</summary>
    [Parameter]
    public Hashtable? Cookies { get; set; }

    /// <summary>Bytes to answer with.</summary>
    [Parameter]
    public byte[]? Data { get; set; }

    /// <summary>The status. Default: 200.</summary>
    [Parameter]
    public int StatusCode { get; set; }

    /// <summary>Headers, by name.</summary>
    [Parameter]
    public Hashtable? Headers { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing() => WriteObject(new NamedValues("Universal.ApiResponse")
        .Add(nameof(StatusCode), StatusCode == 0 ? 200 : StatusCode)
        .Add(nameof(ContentType), ContentType ?? "text/plain")
        .Add(nameof(Body), Body)
        .Add(nameof(Data), Data)
        .Add(nameof(Headers), Headers)
        .Add(nameof(Cookies), Cookies)
        .ToObject());
}
