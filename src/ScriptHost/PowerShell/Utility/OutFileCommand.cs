using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes objects into a file as the screen would show them. What <c>&gt;</c> and <c>&gt;&gt;</c> do.</summary>
[Cmdlet(VerbsData.Out, "File", DefaultParameterSetName = "ByPath", SupportsShouldProcess = true)]
public sealed class OutFileCommand : PSCmdlet, IDisposable
{
    // Wide enough for every table, and no more: the formatter fills a line with blanks.
    private const int DefaultWidth = 4096;
    private readonly List<PSObject> _objects = [];
    private StreamWriter? _writer;

    /// <summary>The file.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "ByPath")]
    [Alias("Path")]
    public string? FilePath { get; set; }

    /// <summary>The file, its path taken as it is.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByLiteralPath")]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    /// <summary>The encoding. Default: UTF-8.</summary>
    [Parameter(Position = 1)]
    [EncodingName]
    public Encoding Encoding { get; set; } = EncodingNameAttribute.Default;

    /// <summary>Writes after what the file holds.</summary>
    [Parameter]
    public SwitchParameter Append { get; set; }

    /// <summary>Also read-only files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Leaves an existing file alone.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Characters in a line of formatted objects. Default: as many as it takes.</summary>
    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; } = DefaultWidth;

    /// <summary>Leaves the ends of lines out.</summary>
    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    /// <summary>The objects.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc />
    public void Dispose() => _writer?.Dispose();

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        var path = LiteralPath is null ? FilePath! : WildcardPattern.Escape(LiteralPath);
        if (ShouldProcess(path, "Output to File"))
            _writer = TargetFile.Open(this, path, Encoding, Append, Force, NoClobber);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (InputObject is null)
            return;
        if (InputObject.BaseObject is string text && _objects.Count == 0)
            Write(text);
        else
            _objects.Add(InputObject);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (_objects.Count > 0 && _writer is not null)
        {
            var lines = FormattedText.Of(this, _objects, Width).Split('\n');
            foreach (var line in lines[^1].Length == 0 ? lines[..^1] : lines)
                Write(Width == DefaultWidth ? line.TrimEnd() : line);
        }

        _writer?.Dispose();
        _writer = null;
    }

    private void Write(string line)
    {
        if (NoNewline)
            _writer?.Write(line);
        else
            _writer?.WriteLine(line);
    }
}
