using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Makes items: files, folders, links, variables, functions, environment variables.</summary>
[Cmdlet(VerbsCommon.New, "Item", DefaultParameterSetName = "pathSet", SupportsShouldProcess = true)]
public sealed class NewItemCommand : ProviderCommandBase
{
    /// <summary>Where. With <see cref="Name"/>: in which folder.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "pathSet")]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = "nameSet")]
    public string[]? Path { get; set; }

    /// <summary>The name.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "nameSet")]
    [AllowNull]
    [AllowEmptyString]
    public string? Name { get; set; }

    /// <summary>The kind: <c>File</c>, <c>Directory</c>, <c>SymbolicLink</c>, <c>HardLink</c>, <c>Junction</c>. Default: the provider's usual one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Type")]
    public string? ItemType { get; set; }

    /// <summary>What the item holds, or what a link leads to.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Target")]
    public object? Value { get; set; }

    /// <summary>Overwrites, and makes missing parents.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>For providers that know users.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Credential]
    public PSCredential? Credential { get; set; }

    private protected override object? DynamicParameters(ProviderContext context) =>
        context.Call(InvokeProvider.Item, "NewItemDynamicParameters", Path is [var first, ..] ? first : ".", ItemType, Value);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var path in Path is { Length: > 0 } ? Path : [""])
        {
            var context = new ProviderContext(this, Credential == PSCredential.Empty ? null : Credential)
            {
                Force = Force,
                PassThru = true,
                DynamicParameters = ProviderParameters,
            };
            Attempt(context, _ => context.Call(InvokeProvider.Item, "New", path, Name, ItemType, Value));
        }
    }
}
