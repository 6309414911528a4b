using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gives an item another name.</summary>
[Cmdlet(VerbsCommon.Rename, "Item", DefaultParameterSetName = "ByPath", SupportsShouldProcess = true)]
public sealed class RenameItemCommand : ProviderCommandBase
{
    /// <summary>The item.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByPath")]
    public string? Path { get; set; }

    /// <summary>The item, its path taken as it is.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByLiteralPath")]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    /// <summary>The name.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string NewName { get; set; } = "";

    /// <summary>Also hidden and protected items.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the item.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>For providers that know users.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Credential]
    public PSCredential? Credential { get; set; }

    private protected override object? DynamicParameters(ProviderContext context) =>
        context.Call(InvokeProvider.Item, "RenameItemDynamicParameters", LiteralPath ?? Path ?? ".", NewName);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var path = LiteralPath ?? Path!;
        Attempt(NewContext(), context =>
        {
            if (!(bool)context.Call(InvokeProvider.Item, "Exists", path)!)
                throw new PSInvalidOperationException($"Cannot rename because item at '{path}' does not exist.");
            context.Call(InvokeProvider.Item, "Rename", path, NewName);
        });
    }

    private ProviderContext NewContext() => new(this, Credential == PSCredential.Empty ? null : Credential)
    {
        Literal = LiteralPath is not null,
        Force = Force,
        PassThru = PassThru,
        DynamicParameters = ProviderParameters,
    };
}
