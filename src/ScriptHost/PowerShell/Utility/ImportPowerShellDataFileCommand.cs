using System.Management.Automation;
using System.Management.Automation.Language;

namespace Microsoft.PowerShell.Commands;

/// <summary>Reads a table from a <c>.psd1</c> file without running anything.</summary>
[Cmdlet(VerbsData.Import, "PowerShellDataFile", DefaultParameterSetName = "ByPath")]
[OutputType(typeof(System.Collections.Hashtable))]
public sealed class ImportPowerShellDataFileCommand : PSCmdlet
{
    /// <summary>Files, with wildcards.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByPath")]
    public string[]? Path { get; set; }

    /// <summary>Files, their paths taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByLiteralPath")]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    /// <summary>Takes more than 500 entries, which is so anyway.</summary>
    [Parameter]
    public SwitchParameter SkipLimitCheck { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var path in LiteralPath ?? Path!)
        {
            try
            {
                foreach (var file in SessionState.Path.GetResolvedProviderPathFromPSPath(LiteralPath is null ? path : WildcardPattern.Escape(path), out _))
                    Read(file);
            }
            catch (SessionStateException)
            {
                Refuse(path, "PathNotFound", $"Cannot find path '{path}' because it does not exist.", ErrorCategory.ObjectNotFound);
            }
        }
    }

    private void Read(string file)
    {
        var script = Parser.ParseFile(file, out _, out var faults);
        var table = script.Find(ast => ast is HashtableAst, searchNestedScriptBlocks: false);
        if (faults.Length > 0)
            Refuse(file, "CouldNotParseAsPowerShellDataFile", $"The file '{file}' could not be parsed as a PowerShell Data File.", ErrorCategory.InvalidData);
        else if (table is null)
            Refuse(file, "CouldNotParseAsPowerShellDataFileNoHashtableRoot", $"The hashtable in the file '{file}' could not be found.", ErrorCategory.InvalidData);
        else
        {
            try
            {
                WriteObject(table.SafeGetValue());
            }
            catch (InvalidOperationException)
            {
                Refuse(file, "CouldNotParseAsPowerShellDataFile", $"The file '{file}' holds expressions that would have to be run.", ErrorCategory.InvalidData);
            }
        }
    }

    private void Refuse(string target, string id, string message, ErrorCategory category) =>
        WriteError(new ErrorRecord(new InvalidOperationException(message), id, category, target));
}
