using System.Collections.ObjectModel;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>The values of properties of items.</summary>
[Cmdlet(VerbsCommon.Get, "ItemPropertyValue", DefaultParameterSetName = "Path")]
public sealed class GetItemPropertyValueCommand : ItemCommandBase
{
    /// <inheritdoc />
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    public override string[]? Path { get; set; }

    /// <summary>Names.</summary>
    [Parameter(Position = 1, Mandatory = true)]
    [Alias("PSProperty")]
    public string[] Name { get; set; } = [];

    private protected override void Process(string path, ProviderContext context)
    {
        var (literal, names) = (IsLiteral, new Collection<string>([.. Name]));
        foreach (var item in InvokeProvider.Item.Get([path], Force, literal))
        {
            var properties = InvokeProvider.Property.Get([(string)item.Properties["PSPath"].Value], names, literalPath: true);
            foreach (var name in Name)
            {
                foreach (var found in properties.SelectMany(one => one.Properties.Match(name)).Where(one => !one.Name.StartsWith("PS", StringComparison.Ordinal) || name.StartsWith("PS", StringComparison.OrdinalIgnoreCase)))
                    WriteObject(found.Value);
            }
        }
    }
}
