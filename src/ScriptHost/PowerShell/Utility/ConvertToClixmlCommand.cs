using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes objects as PowerShell's own XML.</summary>
[Cmdlet(VerbsData.ConvertTo, "CliXml")]
[OutputType(typeof(string))]
public sealed class ConvertToClixmlCommand : PSCmdlet
{
    private readonly List<object?> _objects = [];

    /// <summary>The objects.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>How many levels of objects are kept. Default 2.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Depth { get; set; } = 2;

    /// <inheritdoc />
    protected override void ProcessRecord() => _objects.Add(InputObject);

    /// <inheritdoc />
    protected override void EndProcessing() => WriteObject(Clixml.Of(_objects, Depth));
}
