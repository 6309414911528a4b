using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Makes objects from separated values.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Csv")]
public sealed class ConvertFromCsvCommand : CsvReadCommandBase
{
    private CsvObjects? _objects;

    /// <summary>The text, or its lines.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    [AllowEmptyString]
    public PSObject[] InputObject { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        _objects ??= NewObjects();
        foreach (var input in InputObject)
        {
            using var text = new StringReader(LanguagePrimitives.ConvertTo<string>(input) ?? "");
            _objects.Write(text);
        }
    }
}
