using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Copies items.</summary>
[Cmdlet(VerbsCommon.Copy, "Item", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class CopyItemCommand : ItemCommandBase
{
    /// <inheritdoc />
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    public override string[]? Path { get; set; }

    /// <summary>Where to. Default: the current folder.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string Destination { get; set; } = ".";

    /// <summary>Keeps folders as folders; off, their files are put into one.</summary>
    [Parameter]
    public SwitchParameter Container { get; set; } = true;

    /// <summary>Also what is inside.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Writes the copies.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override bool WritesItems => PassThru;

    private protected override object? DynamicParameters(ProviderContext context) =>
        context.Call(InvokeProvider.Item, "CopyItemDynamicParameters", FirstPath, Destination, Recurse.IsPresent);

    private protected override void Process(string path, ProviderContext context) => context.Call(
        InvokeProvider.Item, "Copy", path, Destination, Recurse.IsPresent,
        Container ? CopyContainers.CopyTargetContainer : CopyContainers.CopyChildrenOfTargetContainer);
}
