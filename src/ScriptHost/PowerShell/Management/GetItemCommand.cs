using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>The items at paths.</summary>
[Cmdlet(VerbsCommon.Get, "Item", DefaultParameterSetName = "Path")]
public sealed class GetItemCommand : ItemCommandBase
{
    /// <inheritdoc />
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    public override string[]? Path { get; set; }

    private protected override object? DynamicParameters(ProviderContext context) => context.Call(InvokeProvider.Item, "GetItemDynamicParameters", FirstPath);

    private protected override void Process(string path, ProviderContext context) => context.Call(InvokeProvider.Item, "Get", path);
}
