using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Moves items.</summary>
[Cmdlet(VerbsCommon.Move, "Item", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class MoveItemCommand : ItemCommandBase
{
    /// <inheritdoc />
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    public override string[]? Path { get; set; }

    /// <summary>Where to. Default: the current folder.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string Destination { get; set; } = ".";

    /// <summary>Writes the items.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override bool WritesItems => PassThru;

    private protected override object? DynamicParameters(ProviderContext context) =>
        context.Call(InvokeProvider.Item, "MoveItemDynamicParameters", FirstPath, Destination);

    private protected override void Process(string path, ProviderContext context) => context.Call(InvokeProvider.Item, "Move", path, Destination);
}
