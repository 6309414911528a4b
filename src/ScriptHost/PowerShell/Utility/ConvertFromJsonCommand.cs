using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text.Json;

namespace Microsoft.PowerShell.Commands;

/// <summary>Reads JSON.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Json")]
public sealed class ConvertFromJsonCommand : PSCmdlet
{
    private readonly List<string> _lines = [];

    /// <summary>The text; several strings of a pipeline are taken as the lines of one text.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string InputObject { get; set; } = "";

    /// <summary>Gives tables instead of objects.</summary>
    [Parameter]
    public SwitchParameter AsHashtable { get; set; }

    /// <summary>How deep the text may nest. Default 1024.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Depth { get; set; } = 1024;

    /// <summary>Writes an array as one object.</summary>
    [Parameter]
    public SwitchParameter NoEnumerate { get; set; }

    /// <summary>What becomes of text that looks like a time: <c>Default</c>, <c>Local</c>, <c>Utc</c>, <c>Offset</c> or <c>String</c>.</summary>
    [Parameter]
    [ValidateSet("Default", "Local", "Utc", "Offset", "String")]
    public string DateKind { get; set; } = "Default";

    /// <inheritdoc />
    protected override void ProcessRecord() => _lines.Add(InputObject);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        // A first line that is whole in itself makes every line a text of its own.
        if (_lines.Count > 1 && TryRead(_lines[0], out _, out _))
        {
            foreach (var line in _lines)
                Convert(line);
        }
        else if (_lines.Count > 0)
        {
            Convert(string.Join('\n', _lines));
        }
    }

    private void Convert(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        if (TryRead(text, out var value, out var fault))
            WriteObject(value, enumerateCollection: !NoEnumerate);
        else
            ThrowTerminatingError(new ErrorRecord(
                new ArgumentException($"Conversion from JSON failed with error: {fault}"), "System.ArgumentException", ErrorCategory.NotSpecified, null));
    }

    internal bool TryRead(string text, out object? value, out string fault)
    {
        try
        {
            using var document = JsonDocument.Parse(
                text, new JsonDocumentOptions { MaxDepth = Depth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            (value, fault) = (ValueOf(document.RootElement), "");
            return true;
        }
        catch (JsonException e)
        {
            (value, fault) = (null, e.Message);
            return false;
        }
    }

    private object? ValueOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => Text(element.GetString()!),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Number(element),
        JsonValueKind.Array => element.EnumerateArray().Select(ValueOf).ToArray(),
        JsonValueKind.Object => AsHashtable ? Table(element) : Custom(element),
        _ => null,
    };

    private static object Number(JsonElement element)
    {
        var text = element.GetRawText();
        if (element.TryGetInt64(out var whole))
            return whole;
        return BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large) ? large : element.GetDouble();
    }

    private Hashtable Table(JsonElement element)
    {
        var table = new Hashtable();
        foreach (var property in element.EnumerateObject())
            table[property.Name] = ValueOf(property.Value);
        return table;
    }

    private PSObject Custom(JsonElement element)
    {
        var result = new PSObject();
        foreach (var property in element.EnumerateObject())
        {
            var value = ValueOf(property.Value);
            if (result.Properties[property.Name] is { } existing)
                existing.Value = value;
            else
                result.Properties.Add(new PSNoteProperty(property.Name, value));
        }

        return result;
    }

    private object Text(string text)
    {
        // 2024-01-02T03:04:05, with or without a fraction and a zone; nothing shorter is taken for a time.
        if (DateKind == "String" || text.Length < 19 || text[10] != 'T' || text[4] != '-' || text[13] != ':')
            return text;
        if (DateKind == "Offset")
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var offset) ? offset : text;
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
            return text;
        return DateKind switch
        {
            "Local" => time.ToLocalTime(),
            "Utc" => time.ToUniversalTime(),
            _ => time,
        };
    }
}
