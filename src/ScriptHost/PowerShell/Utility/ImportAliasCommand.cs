using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Makes the aliases that <c>Export-Alias</c> wrote.</summary>
[Cmdlet(VerbsData.Import, "Alias", DefaultParameterSetName = "ByPath", SupportsShouldProcess = true)]
public sealed class ImportAliasCommand : PSCmdlet
{
    /// <summary>The file.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByPath")]
    public string? Path { get; set; }

    /// <summary>The file, its path taken as it is.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByLiteralPath")]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    /// <summary>The scope: <c>Global</c>, <c>Local</c>, <c>Script</c> or a number.</summary>
    [Parameter]
    public string? Scope { get; set; }

    /// <summary>Writes the aliases.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Replaces aliases of the same names.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var session = EngineInternals.Of(SessionState);
        foreach (var file in SourceFile.Resolve(this, LiteralPath ?? Path!, LiteralPath is not null))
        {
            using var text = new StreamReader(file);
            var rows = new CsvReader(text, ',');
            while (rows.Read() is { } row)
            {
                if (row[0].StartsWith('#') || row.Count < 4)
                    continue;
                if (!Force && EngineInternals.Call(session, "GetAlias", row[0]) is not null)
                {
                    WriteError(new ErrorRecord(
                        new SessionStateException($"The alias is not allowed, because an alias with the name '{row[0]}' already exists."), "AliasAlreadyExists", ErrorCategory.ResourceExists, row[0]));
                    continue;
                }

                if (ShouldProcess($"Name: {row[0]} Value: {row[1]}", "Import Alias"))
                    Set(session, row);
            }
        }
    }

    private void Set(object session, List<string> row)
    {
        try
        {
            var options = Enum.TryParse<ScopedItemOptions>(row[3], ignoreCase: true, out var parsed) ? parsed : ScopedItemOptions.None;
            var made = EngineInternals.Call(session, "SetAliasItemAtScope", WriteAliasCommandBase.NewAlias(this, row[0], row[1], options, row[2]), Scope ?? "local", Force.IsPresent, MyInvocation.CommandOrigin);
            if (PassThru)
                WriteObject(made);
        }
        catch (SessionStateException e)
        {
            WriteError(new ErrorRecord(e.ErrorRecord, e));
        }
    }
}
