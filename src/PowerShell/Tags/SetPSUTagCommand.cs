using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Tags;

/// <summary>Changes a tag.</summary>
[Cmdlet(VerbsCommon.Set, "PSUTag", DefaultParameterSetName = ByTag)]
[Alias("Set-UATag")]
[OutputType(typeof(Tag))]
public sealed class SetPSUTagCommand : SetResourceCmdlet
{
    private const string ById = "Id";
    private const string ByTag = "Tag";

    /// <summary>Its colour, as #rrggbb.</summary>
    [Parameter]
    public string? Color { get; set; }

    /// <summary>What it is about.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Number of the tag.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>Its new name.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>The tag, or its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByTag)]
    public Tag? Tag { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Tag;

    /// <inheritdoc />
    protected override Resource? Target => Tag;

    /// <inheritdoc />
    protected override string TargetParameter => nameof(Tag);
}
