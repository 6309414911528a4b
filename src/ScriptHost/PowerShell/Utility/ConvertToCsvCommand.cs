using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes objects as separated values.</summary>
[Cmdlet(VerbsData.ConvertTo, "Csv")]
[OutputType(typeof(string))]
public sealed class ConvertToCsvCommand : CsvWriteCommandBase
{
    /// <summary>The objects.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => Add(InputObject!);

    private protected override void Line(string line) => WriteObject(line);
}
