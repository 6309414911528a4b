using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Tags;

/// <summary>Gets tags.</summary>
[Cmdlet(VerbsCommon.Get, "PSUTag", DefaultParameterSetName = ByAll)]
[Alias("Get-UATag")]
[OutputType(typeof(Tag))]
public sealed class GetPSUTagCommand : GetResourceCmdlet
{
    private const string ById = "Id";
    private const string ByName = "Name";
    private const string ByAll = "All";

    /// <summary>Number of the tag.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>Name of the tag.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByName)]
    public string? Name { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Tag;
}
