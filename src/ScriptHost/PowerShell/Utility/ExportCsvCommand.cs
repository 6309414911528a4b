using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes objects as separated values into a file.</summary>
[Cmdlet(VerbsData.Export, "Csv", SupportsShouldProcess = true)]
public sealed class ExportCsvCommand : CsvWriteCommandBase, IDisposable
{
    private StreamWriter? _writer;
    private bool _compare;

    /// <summary>The objects.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The file.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The file, its path taken as it is.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    /// <summary>Also read-only files, and rows that lack columns of the file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Leaves an existing file alone.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>The encoding. Default: UTF-8.</summary>
    [Parameter]
    [EncodingName]
    public Encoding Encoding { get; set; } = EncodingNameAttribute.Default;

    /// <summary>Writes after what the file holds, by its columns.</summary>
    [Parameter]
    public SwitchParameter Append { get; set; }

    /// <inheritdoc />
    public void Dispose() => _writer?.Dispose();

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Path is null == LiteralPath is null)
        {
            ThrowTerminatingError(new ErrorRecord(
                new InvalidOperationException("You must specify either the -Path or -LiteralPath parameters, but not both."), "CannotSpecifyPathAndLiteralPath", ErrorCategory.InvalidData, null));
        }

        var path = LiteralPath is null ? Path! : WildcardPattern.Escape(LiteralPath);
        if (!ShouldProcess(path))
            return;
        if (Append && TargetFile.Resolve(this, path) is var file && File.Exists(file) && new FileInfo(file).Length > 0)
        {
            using var text = new StreamReader(file, Encoding);
            var reader = new CsvReader(text, Separator);
            reader.TakeLine("#");
            Columns = reader.Read();
            _compare = !Force;
        }

        _writer = TargetFile.Open(this, path, Encoding, Append, Force, NoClobber);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (_compare && Columns!.FirstOrDefault(name => InputObject!.Properties[name] is null) is { } missing)
        {
            ThrowTerminatingError(new ErrorRecord(
                new InvalidOperationException($"Cannot append CSV content to the following file: {LiteralPath ?? Path}. The appended object does not have a property that corresponds to the following column: {missing}. To continue with mismatched properties, add the -Force parameter, and then retry the command."),
                "CannotAppendCsvWithMismatchedPropertyNames", ErrorCategory.InvalidData, missing));
        }

        if (_writer is not null)
            Add(InputObject!);
    }

    /// <inheritdoc />
    protected override void EndProcessing() => _writer?.Dispose();

    private protected override void Line(string line) => _writer!.WriteLine(line);
}
