using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Tags;

/// <summary>Removes a tag.</summary>
[Cmdlet(VerbsCommon.Remove, "PSUTag", DefaultParameterSetName = ByTag)]
[Alias("Remove-UATag")]
public sealed class RemovePSUTagCommand : RemoveResourceCmdlet
{
    private const string ById = "Id";
    private const string ByTag = "Tag";

    /// <summary>Number of the tag.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>The tag, or its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByTag)]
    public Tag? Tag { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Tag;

    /// <inheritdoc />
    protected override Resource? Target => Tag;
}
