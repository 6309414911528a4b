using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Takes the values of items away and leaves the items.</summary>
[Cmdlet(VerbsCommon.Clear, "Item", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class ClearItemCommand : ItemCommandBase
{
    /// <inheritdoc />
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    public override string[]? Path { get; set; }

    private protected override object? DynamicParameters(ProviderContext context) => context.Call(InvokeProvider.Item, "ClearItemDynamicParameters", FirstPath);

    private protected override void Process(string path, ProviderContext context) => context.Call(InvokeProvider.Item, "Clear", path);
}
