using System.Management.Automation;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes objects as JSON.</summary>
[Cmdlet(VerbsData.ConvertTo, "Json")]
[OutputType(typeof(string))]
public sealed class ConvertToJsonCommand : PSCmdlet
{
    private readonly List<object?> _objects = [];

    /// <summary>The object.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    /// <summary>How many levels of objects are written as objects; deeper ones as text. Default 2.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int Depth { get; set; } = 2;

    /// <summary>Leaves blanks and line ends out.</summary>
    [Parameter]
    public SwitchParameter Compress { get; set; }

    /// <summary>Writes enumerations by their names.</summary>
    [Parameter]
    public SwitchParameter EnumsAsStrings { get; set; }

    /// <summary>Writes an array also for a single object.</summary>
    [Parameter]
    public SwitchParameter AsArray { get; set; }

    /// <summary>Which characters are escaped: <c>Default</c>, <c>EscapeNonAscii</c> or <c>EscapeHtml</c>.</summary>
    [Parameter]
    [ValidateSet("Default", "EscapeNonAscii", "EscapeHtml")]
    public string EscapeHandling { get; set; } = "Default";

    /// <inheritdoc />
    protected override void ProcessRecord() => _objects.Add(InputObject);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (_objects.Count == 0)
            return;
        using var text = new MemoryStream();
        var options = new JsonWriterOptions
        {
            Indented = !Compress,
            NewLine = Environment.NewLine,
            Encoder = EscapeHandling switch
            {
                "EscapeNonAscii" => JavaScriptEncoder.Default,
                "EscapeHtml" => JavaScriptEncoder.Create(UnicodeRanges.All),
                _ => JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            },
        };
        var writer = new PSJsonWriter(Depth, EnumsAsStrings, () => Stopping);
        using (var json = new Utf8JsonWriter(text, options))
            writer.Write(json, _objects.Count == 1 && !AsArray ? _objects[0] : _objects);
        if (writer.Truncated)
            WriteWarning($"Resulting JSON is truncated as serialization has exceeded the set depth of {Depth}.");
        WriteObject(Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length));
    }
}
