using System.Collections.ObjectModel;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Properties of items as one object.</summary>
[Cmdlet(VerbsCommon.Get, "ItemProperty", DefaultParameterSetName = "Path")]
public sealed class GetItemPropertyCommand : ItemCommandBase
{
    /// <inheritdoc />
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    public override string[]? Path { get; set; }

    /// <summary>Names. Default: all.</summary>
    [Parameter(Position = 1)]
    [Alias("PSProperty")]
    public string[]? Name { get; set; }

    private protected override object? DynamicParameters(ProviderContext context) =>
        context.Call(InvokeProvider.Property, "GetPropertyDynamicParameters", FirstPath, new Collection<string>([.. Name ?? []]));

    private protected override void Process(string path, ProviderContext context) =>
        context.Call(InvokeProvider.Property, "Get", path, new Collection<string>([.. Name ?? []]));
}
