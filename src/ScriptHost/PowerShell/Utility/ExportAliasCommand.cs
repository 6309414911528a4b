using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes aliases into a file.</summary>
[Cmdlet(VerbsData.Export, "Alias", DefaultParameterSetName = "ByPath", SupportsShouldProcess = true)]
public sealed class ExportAliasCommand : PSCmdlet
{
    /// <summary>The file.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "ByPath")]
    public string? Path { get; set; }

    /// <summary>The file, its path taken as it is.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByLiteralPath")]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    /// <summary>Names, with wildcards. Default: all.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = ["*"];

    /// <summary><c>Csv</c> or <c>Script</c>.</summary>
    [Parameter]
    [ValidateSet("Csv", "Script")]
    public string As { get; set; } = "Csv";

    /// <summary>Writes after what the file holds.</summary>
    [Parameter]
    public SwitchParameter Append { get; set; }

    /// <summary>Leaves an existing file alone.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Also read-only files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var path = LiteralPath is null ? Path! : WildcardPattern.Escape(LiteralPath);
        if (!ShouldProcess(path))
            return;
        var table = (IDictionary<string, AliasInfo>)EngineInternals.Call(EngineInternals.Of(SessionState), "GetAliasTable")!;
        using var writer = TargetFile.Open(this, path, EncodingNameAttribute.Default, Append, Force, NoClobber);
        foreach (var alias in table.Values.OrderBy(alias => alias.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (!Name.Any(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(alias.Name)))
                continue;
            writer.WriteLine(As == "Script"
                ? $"set-alias -Name:\"{alias.Name}\" -Value:\"{alias.Definition}\" -Description:\"{alias.Description}\" -Option:\"{alias.Options}\""
                : $"\"{alias.Name}\",\"{alias.Definition}\",\"{alias.Description}\",\"{alias.Options}\"");
        }
    }
}
