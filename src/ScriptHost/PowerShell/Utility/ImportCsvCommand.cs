using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>Makes objects from files of separated values.</summary>
[Cmdlet(VerbsData.Import, "Csv", DefaultParameterSetName = "DelimiterPath")]
public sealed class ImportCsvCommand : CsvReadCommandBase
{
    /// <summary>Files, with wildcards.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    /// <summary>Files, their paths taken as they are.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    /// <summary>The encoding. Default: UTF-8.</summary>
    [Parameter]
    [EncodingName]
    public Encoding Encoding { get; set; } = EncodingNameAttribute.Default;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if ((LiteralPath ?? Path) is not { Length: > 0 } paths)
        {
            ThrowTerminatingError(new ErrorRecord(
                new InvalidOperationException("You must specify either the -Path or -LiteralPath parameters, but not both."), "CannotSpecifyPathAndLiteralPath", ErrorCategory.InvalidData, null));
            return;
        }

        foreach (var path in paths)
        {
            foreach (var file in SourceFile.Resolve(this, path, LiteralPath is not null))
            {
                using var text = new StreamReader(file, Encoding);
                NewObjects().Write(text);
            }
        }
    }
}
