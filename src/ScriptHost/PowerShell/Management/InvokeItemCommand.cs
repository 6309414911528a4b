using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Does with items what is usual for their kind: opens a file with its program.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Item", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class InvokeItemCommand : ItemCommandBase
{
    /// <inheritdoc />
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    public override string[]? Path { get; set; }

    private protected override object? DynamicParameters(ProviderContext context) => context.Call(InvokeProvider.Item, "InvokeItemDynamicParameters", FirstPath);

    private protected override void Process(string path, ProviderContext context) => context.Call(InvokeProvider.Item, "Invoke", path);
}
