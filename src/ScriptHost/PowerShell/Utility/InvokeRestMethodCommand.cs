using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Xml;

namespace Microsoft.PowerShell.Commands;

/// <summary>Sends a request and writes the answer as objects: JSON, XML, the entries of a feed, or text.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "RestMethod", DefaultParameterSetName = "StandardMethod")]
public sealed partial class InvokeRestMethodCommand : WebRequestCommandBase
{
    private int _followed;

    /// <summary>A variable for the answer's headers.</summary>
    [Parameter]
    [Alias("RHV")]
    public string? ResponseHeadersVariable { get; set; }

    /// <summary>A variable for the status' number.</summary>
    [Parameter]
    public string? StatusCodeVariable { get; set; }

    /// <summary>Goes on with the next page that the answer names.</summary>
    [Parameter]
    [Alias("FL")]
    public SwitchParameter FollowRelLink { get; set; }

    /// <summary>How many pages.</summary>
    [Parameter]
    [Alias("ML")]
    [ValidateRange(1, int.MaxValue)]
    public int MaximumFollowRelLink { get; set; } = int.MaxValue;

    private protected override void See(HttpResponseMessage response)
    {
        if (StatusCodeVariable is not null)
            SessionState.PSVariable.Set(StatusCodeVariable, (int)response.StatusCode);
        if (ResponseHeadersVariable is not null)
        {
            SessionState.PSVariable.Set(ResponseHeadersVariable, response.Headers.Concat(response.Content.Headers)
                .ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase));
        }
    }

    private protected override Uri? Take(HttpResponseMessage response)
    {
        var text = WebText.EncodingOf(response).GetString(Reading(response.Content.ReadAsByteArrayAsync(Stopped))).TrimStart('\uFEFF');
        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        if (type.Contains("xml", StringComparison.OrdinalIgnoreCase) && TryXml(text, out var document))
            WriteXml(document);
        else if (!type.Contains("html", StringComparison.OrdinalIgnoreCase) && text.Length > 0 && TryJson(text, out var value))
            WriteObject(value);
        else
            WriteObject(text);
        return FollowRelLink && ++_followed < MaximumFollowRelLink ? Next(response) : null;
    }

    private static Uri? Next(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Link", out var links))
            return null;
        var next = links.SelectMany(link => NextLink().Matches(link)).FirstOrDefault();
        return next is null ? null : new Uri(response.RequestMessage!.RequestUri!, next.Groups["address"].Value);
    }

    private static bool TryJson(string text, out object? value) => new ConvertFromJsonCommand().TryRead(text, out value, out _);

    private static bool TryXml(string text, out XmlDocument document)
    {
        document = new XmlDocument { XmlResolver = null };
        try
        {
            document.LoadXml(text);
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private void WriteXml(XmlDocument document)
    {
        var entries = document.DocumentElement?.LocalName switch
        {
            "rss" => document.GetElementsByTagName("item"),
            "feed" => document.GetElementsByTagName("entry"),
            _ => null,
        };
        if (entries is null)
            WriteObject(document);
        else
            WriteObject(entries, enumerateCollection: true);
    }

    [GeneratedRegex("<(?<address>[^>]*)>\\s*;[^,]*rel=\"?next\"?", RegexOptions.IgnoreCase)]
    private static partial Regex NextLink();
}
