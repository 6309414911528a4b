using System.Collections.ObjectModel;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Takes the value of a property away and leaves the property.</summary>
[Cmdlet(VerbsCommon.Clear, "ItemProperty", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class ClearItemPropertyCommand : ItemCommandBase
{
    /// <inheritdoc />
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    public override string[]? Path { get; set; }

    /// <summary>The name.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = "";

    /// <summary>Writes the item.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override bool WritesItems => PassThru;

    private protected override object? DynamicParameters(ProviderContext context) =>
        context.Call(InvokeProvider.Property, "ClearPropertyDynamicParameters", FirstPath, new Collection<string>([Name]));

    private protected override void Process(string path, ProviderContext context) =>
        context.Call(InvokeProvider.Property, "Clear", path, new Collection<string>([Name]));
}
