using System.Collections;
using System.Management.Automation;
using System.Net;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes objects as a table or lists in HTML.</summary>
[Cmdlet(VerbsData.ConvertTo, "Html", DefaultParameterSetName = "Page")]
[OutputType(typeof(string))]
public sealed class ConvertToHtmlCommand : PSCmdlet
{
    private readonly List<PSObject> _objects = [];

    /// <summary>The objects.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The properties. Default: all.</summary>
    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    /// <summary>Body that comes before the table.</summary>
    [Parameter(Position = 3, ParameterSetName = "Page")]
    public string[]? Body { get; set; }

    /// <summary>Head, in place of the usual one.</summary>
    [Parameter(Position = 1, ParameterSetName = "Page")]
    public string[]? Head { get; set; }

    /// <summary>Title. Default: HTML TABLE.</summary>
    [Parameter(Position = 2, ParameterSetName = "Page")]
    [ValidateNotNullOrEmpty]
    public string Title { get; set; } = "HTML TABLE";

    /// <summary>A table, or a list for each object.</summary>
    [Parameter]
    [ValidateSet("Table", "List")]
    public string As { get; set; } = "Table";

    /// <summary>Address of a style sheet.</summary>
    [Parameter(ParameterSetName = "Page")]
    [Alias("cu", "uri")]
    public Uri? CssUri { get; set; }

    /// <summary>Only the table.</summary>
    [Parameter(ParameterSetName = "Fragment")]
    public SwitchParameter Fragment { get; set; }

    /// <summary>Text after the table.</summary>
    [Parameter]
    public string[]? PostContent { get; set; }

    /// <summary>Text before the table.</summary>
    [Parameter]
    public string[]? PreContent { get; set; }

    /// <summary>Meta elements of the head: names and contents.</summary>
    [Parameter(ParameterSetName = "Page")]
    public Hashtable? Meta { get; set; }

    /// <summary>The character set that the head declares.</summary>
    [Parameter(ParameterSetName = "Page")]
    [ValidatePattern("^[A-Za-z0-9]\\w+\\S+[A-Za-z0-9]$")]
    public string? Charset { get; set; }

    /// <summary>Declares the transitional document type.</summary>
    [Parameter(ParameterSetName = "Page")]
    public SwitchParameter Transitional { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (InputObject is not null)
            _objects.Add(InputObject);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (!Fragment)
            WriteHead();
        WriteObject(PreContent ?? [], enumerateCollection: true);
        if (_objects.Count > 0)
            WriteTable();
        WriteObject(PostContent ?? [], enumerateCollection: true);
        if (!Fragment)
            WriteObject("</body></html>");
    }

    private void WriteHead()
    {
        var kind = Transitional ? "Transitional" : "Strict";
        WriteObject($"<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 {kind}//EN\"  \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-{kind.ToLowerInvariant()}.dtd\">");
        WriteObject("<html xmlns=\"http://www.w3.org/1999/xhtml\">");
        WriteObject("<head>");
        if (Charset is not null)
            WriteObject($"<meta charset=\"{Charset}\">");
        WriteObject(Head is null ? [$"<title>{Title}</title>"] : Head, enumerateCollection: true);
        foreach (DictionaryEntry entry in Meta ?? [])
            WriteObject($"<meta name=\"{entry.Key}\" content=\"{entry.Value}\">");
        if (CssUri is not null)
            WriteObject($"<link rel=\"stylesheet\" type=\"text/css\" href=\"{CssUri}\" />");
        WriteObject("</head><body>");
        WriteObject(Body ?? [], enumerateCollection: true);
    }

    private void WriteTable()
    {
        PropertySelector[] selectors = [.. (Property ?? ["*"]).Select(PropertySelector.Parse)];
        (string Name, object? Value)[] Row(PSObject one)
        {
            // A number or a text is its own only column.
            if (Property is null && (one.BaseObject is string || one.BaseObject.GetType().IsPrimitive))
                return [("*", one)];
            return [.. selectors.SelectMany(selector => selector.Values(one).DefaultIfEmpty((selector.MissingName ?? "", null)))];
        }

        WriteObject("<table>");
        if (As == "List")
        {
            for (var i = 0; i < _objects.Count; i++)
            {
                foreach (var (name, value) in Row(_objects[i]))
                    WriteObject($"<tr><td>{Encoded(name)}:</td><td>{Encoded(value)}</td></tr>");
                if (i < _objects.Count - 1)
                    WriteObject("<tr><td><hr></td></tr>");
            }
        }
        else
        {
            var columns = Row(_objects[0]).Select(cell => cell.Name).ToArray();
            WriteObject($"<colgroup>{string.Concat(columns.Select(_ => "<col/>"))}</colgroup>");
            WriteObject(new StringBuilder("<tr>").AppendJoin("", columns.Select(name => $"<th>{Encoded(name)}</th>")).Append("</tr>").ToString());
            foreach (var one in _objects)
            {
                var row = Row(one);
                WriteObject(new StringBuilder("<tr>").AppendJoin("", columns.Select(name => $"<td>{Encoded(Array.Find(row, cell => cell.Name == name).Value)}</td>")).Append("</tr>").ToString());
            }
        }

        WriteObject("</table>");
    }

    private static string Encoded(object? value) => value is null ? "" : WebUtility.HtmlEncode(
        value is PSObject or string ? value.ToString() : LanguagePrimitives.GetEnumerable(value) is null ? LanguagePrimitives.ConvertTo<string>(value) : value.ToString()) ?? "";
}
