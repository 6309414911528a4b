using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.PublishedFolders;

/// <summary>Gets published folders.</summary>
[Cmdlet(VerbsCommon.Get, "PSUPublishedFolder", DefaultParameterSetName = ByAll)]
[OutputType(typeof(PSObject))]
public sealed class GetPSUPublishedFolderCommand : GetResourceCmdlet
{
    private const string ById = "Id";
    private const string ByAll = "All";

    /// <summary>Number of the published folder.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById)]
    public long Id { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.PublishedFolder;
}
