using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes objects into a file, with their types.</summary>
[Cmdlet(VerbsData.Export, "Clixml", DefaultParameterSetName = "ByPath", SupportsShouldProcess = true)]
public sealed class ExportClixmlCommand : PSCmdlet
{
    private readonly List<object?> _objects = [];

    /// <summary>How many levels of objects are kept. Default 2.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Depth { get; set; } = 2;

    /// <summary>The file.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "ByPath")]
    public string? Path { get; set; }

    /// <summary>The file, its path taken as it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ByLiteralPath")]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    /// <summary>The objects.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Also read-only files.</summary>
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

    /// <inheritdoc />
    protected override void ProcessRecord() => _objects.Add(InputObject);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var path = LiteralPath is null ? Path! : WildcardPattern.Escape(LiteralPath);
        if (!ShouldProcess(path, "Export-Clixml"))
            return;
        using var writer = TargetFile.Open(this, path, Encoding, append: false, Force, NoClobber);
        writer.Write(Clixml.Of(_objects, Depth));
    }
}
