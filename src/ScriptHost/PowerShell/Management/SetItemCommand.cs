using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gives items another value: a variable, an alias, a function, an environment variable.</summary>
[Cmdlet(VerbsCommon.Set, "Item", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class SetItemCommand : ItemCommandBase
{
    /// <inheritdoc />
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    public override string[]? Path { get; set; }

    /// <summary>The value.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public object? Value { get; set; }

    /// <summary>Writes the items.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override bool WritesItems => PassThru;

    private protected override object? DynamicParameters(ProviderContext context) => context.Call(InvokeProvider.Item, "SetItemDynamicParameters", FirstPath, Value);

    private protected override void Process(string path, ProviderContext context) => context.Call(InvokeProvider.Item, "Set", path, Value);
}
