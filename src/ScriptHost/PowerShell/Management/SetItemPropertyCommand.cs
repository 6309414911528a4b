using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gives properties of items other values.</summary>
[Cmdlet(VerbsCommon.Set, "ItemProperty", DefaultParameterSetName = "propertyValuePathSet", SupportsShouldProcess = true)]
public sealed class SetItemPropertyCommand : ProviderCommandBase
{
    private const string ValueByPath = "propertyValuePathSet";
    private const string ValueByLiteralPath = "propertyValueLiteralPathSet";
    private const string ObjectByPath = "propertyPSObjectPathSet";
    private const string ObjectByLiteralPath = "propertyPSObjectLiteralPathSet";

    /// <summary>Paths, with wildcards.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = ObjectByPath)]
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ValueByPath)]
    public string[]? Path { get; set; }

    /// <summary>Paths, taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ValueByLiteralPath)]
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ObjectByLiteralPath)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    /// <summary>The property.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ValueByPath)]
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ValueByLiteralPath)]
    [Alias("PSProperty")]
    public string Name { get; set; } = "";

    /// <summary>The value.</summary>
    [Parameter(Position = 2, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ValueByPath)]
    [Parameter(Position = 2, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ValueByLiteralPath)]
    [AllowNull]
    public object? Value { get; set; }

    /// <summary>An object whose properties are the values.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ObjectByPath)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ObjectByLiteralPath)]
    public PSObject? InputObject { get; set; }

    /// <summary>Writes the new values.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Also hidden and protected items.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>A filter in the provider's own language.</summary>
    [Parameter]
    public string? Filter { get; set; }

    /// <summary>Takes only items whose names match.</summary>
    [Parameter]
    public string[]? Include { get; set; }

    /// <summary>Leaves out items whose names match.</summary>
    [Parameter]
    public string[]? Exclude { get; set; }

    private protected override object? DynamicParameters(ProviderContext context) => context.Call(
        InvokeProvider.Property, "SetPropertyDynamicParameters", (LiteralPath ?? Path) is [var first, ..] ? first : ".", Values());

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var path in LiteralPath ?? Path!)
        {
            var context = new ProviderContext(this)
            {
                Literal = LiteralPath is not null,
                Force = Force,
                PassThru = PassThru,
                DynamicParameters = ProviderParameters,
            };
            Attempt(context.Filtered(Include, Exclude, Filter), _ => context.Call(InvokeProvider.Property, "Set", path, Values()));
        }
    }

    private PSObject Values()
    {
        if (InputObject is not null)
            return InputObject;
        var values = new PSObject();
        if (Name.Length > 0)
            values.Properties.Add(new PSNoteProperty(Name, Value));
        return values;
    }
}
