using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Reads objects from files that <c>Export-Clixml</c> wrote.</summary>
[Cmdlet(VerbsData.Import, "Clixml", DefaultParameterSetName = "ByPath", SupportsPaging = true)]
public sealed class ImportClixmlCommand : PSCmdlet
{
    /// <summary>Files, with wildcards.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByPath")]
    public string[]? Path { get; set; }

    /// <summary>Files, their paths taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByLiteralPath")]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var path in LiteralPath ?? Path!)
        {
            foreach (var file in SourceFile.Resolve(this, path, LiteralPath is not null))
            {
                var objects = PSSerializer.DeserializeAsList(File.ReadAllText(file));
                if (PagingParameters.IncludeTotalCount)
                    WriteObject(PagingParameters.NewTotalCount((ulong)objects.Length, 1));
                foreach (var one in objects.Skip((int)Math.Min(PagingParameters.Skip, int.MaxValue)).Take((int)Math.Min(PagingParameters.First, int.MaxValue)))
                    WriteObject(one);
            }
        }
    }
}
