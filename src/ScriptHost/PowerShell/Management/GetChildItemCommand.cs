using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What is in a folder, or in another container.</summary>
[Cmdlet(VerbsCommon.Get, "ChildItem", DefaultParameterSetName = "Items")]
public sealed class GetChildItemCommand : ProviderCommandBase
{
    /// <summary>Containers, with wildcards. Default: the current location.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Items")]
    public string[]? Path { get; set; }

    /// <summary>Containers, taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralItems")]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    /// <summary>A filter in the provider's own language.</summary>
    [Parameter(Position = 1)]
    public string? Filter { get; set; }

    /// <summary>Takes only items whose names match.</summary>
    [Parameter]
    public string[]? Include { get; set; }

    /// <summary>Leaves out items whose names match.</summary>
    [Parameter]
    public string[]? Exclude { get; set; }

    /// <summary>Also what is further inside.</summary>
    [Parameter]
    [Alias("s", "r")]
    public SwitchParameter Recurse { get; set; }

    /// <summary>How many levels further inside.</summary>
    [Parameter]
    public uint Depth { get; set; }

    /// <summary>Also hidden items.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes names only.</summary>
    [Parameter]
    public SwitchParameter Name { get; set; }

    private protected override object? DynamicParameters(ProviderContext context)
    {
        var path = (LiteralPath ?? Path) is [var first, ..] ? first : ".";
        return Name
            ? context.Call(InvokeProvider.ChildItem, "GetChildNamesDynamicParameters", path)
            : context.Call(InvokeProvider.ChildItem, "GetChildItemsDynamicParameters", path, Recurse.IsPresent);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var deep = MyInvocation.BoundParameters.ContainsKey(nameof(Depth));
        var (recurse, depth) = (Recurse || deep, deep ? Depth : uint.MaxValue);
        foreach (var path in LiteralPath ?? (Path is { Length: > 0 } ? Path : [""]))
        {
            var context = new ProviderContext(this) { Literal = LiteralPath is not null, Force = Force, DynamicParameters = ProviderParameters };
            context.Filtered(Include, Exclude, Filter);
            Attempt(context, _ =>
            {
                if (Name)
                    context.Call(InvokeProvider.ChildItem, "GetNames", path, ReturnContainers.ReturnMatchingContainers, recurse, depth);
                else
                    context.Call(InvokeProvider.ChildItem, "Get", path, recurse, depth);
            });
        }
    }
}
