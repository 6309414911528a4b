using System.Management.Automation;
using System.Text.Json;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Identities;

/// <summary>Gets identities.</summary>
[Cmdlet(VerbsCommon.Get, "PSUIdentity", DefaultParameterSetName = ByAll)]
[Alias("Get-UAIdentity")]
[OutputType(typeof(Identity))]
public sealed class GetPSUIdentityCommand : GetResourceCmdlet
{
    private const string ById = "Id";
    private const string ByName = "Name";
    private const string ByAll = "All";

    /// <summary>Number of the identity.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>Name of the identity; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByName)]
    public string? Name { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Identity;

    private protected override IEnumerable<JsonElement> List() => ListAfter(Kind.Route);
}
