using System.Management.Automation;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Microsoft.PowerShell.Commands;

/// <summary>An answer that is text.</summary>
public sealed partial class BasicHtmlWebResponseObject : WebResponseObject
{
    internal BasicHtmlWebResponseObject(HttpResponseMessage response, byte[] content, Encoding encoding) : base(response, content)
    {
        Encoding = encoding;
        Content = encoding.GetString(content);
    }

    /// <summary>The text.</summary>
    public new string Content { get; }

    /// <summary>The text's encoding.</summary>
    public Encoding Encoding { get; }

    /// <summary>The links of a page, with <c>href</c> and <c>outerHTML</c>.</summary>
    public IReadOnlyList<PSObject> Links => Elements(Anchor(), "A");

    /// <summary>The images of a page.</summary>
    public IReadOnlyList<PSObject> Images => Elements(Image(), "IMG");

    /// <summary>The fields of a page's forms.</summary>
    public IReadOnlyList<PSObject> InputFields => Elements(Input(), "INPUT");

    /// <inheritdoc />
    public override string ToString() => Content;

    private List<PSObject> Elements(Regex element, string tag) => [.. element.Matches(Content).Select(match =>
    {
        var found = new PSObject();
        found.Properties.Add(new PSNoteProperty("outerHTML", match.Value));
        found.Properties.Add(new PSNoteProperty("tagName", tag));
        foreach (Match attribute in Attribute().Matches(match.Groups["attributes"].Value))
        {
            if (found.Properties[attribute.Groups["name"].Value] is null)
                found.Properties.Add(new PSNoteProperty(attribute.Groups["name"].Value, WebUtility.HtmlDecode(attribute.Groups["value"].Value)));
        }

        return found;
    })];

    [GeneratedRegex("<a\\s(?<attributes>[^>]*)>.*?</a>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Anchor();

    [GeneratedRegex("<img\\s(?<attributes>[^>]*)>", RegexOptions.IgnoreCase)]
    private static partial Regex Image();

    [GeneratedRegex("<input\\s(?<attributes>[^>]*)>", RegexOptions.IgnoreCase)]
    private static partial Regex Input();

    [GeneratedRegex("(?<name>[\\w-]+)\\s*=\\s*(?:\"(?<value>[^\"]*)\"|'(?<value>[^']*)'|(?<value>[^\\s\"'>]+))")]
    private static partial Regex Attribute();
}
