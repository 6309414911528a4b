using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gives items a new property. The file system has none to give.</summary>
[Cmdlet(VerbsCommon.New, "ItemProperty", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class NewItemPropertyCommand : ItemCommandBase
{
    /// <inheritdoc />
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "Path")]
    public override string[]? Path { get; set; }

    /// <summary>The name.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSProperty")]
    public string Name { get; set; } = "";

    /// <summary>The kind.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Type")]
    public string? PropertyType { get; set; }

    /// <summary>The value.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? Value { get; set; }

    private protected override object? DynamicParameters(ProviderContext context) =>
        context.Call(InvokeProvider.Property, "NewPropertyDynamicParameters", FirstPath, Name, PropertyType, Value);

    private protected override void Process(string path, ProviderContext context) =>
        context.Call(InvokeProvider.Property, "New", path, Name, PropertyType, Value);
}
