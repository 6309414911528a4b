using System.Management.Automation;
using System.Text.Json;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.AppTokens;

/// <summary>Gets app tokens, without their secrets: your own, for administrators all.</summary>
[Cmdlet(VerbsCommon.Get, "PSUAppToken", DefaultParameterSetName = ByAll)]
[Alias("Get-UAAppToken")]
[OutputType(typeof(AppToken))]
public sealed class GetPSUAppTokenCommand : GetResourceCmdlet
{
    private const string ById = "Id";
    private const string ByIdentity = "Identity";
    private const string ByAll = "All";

    /// <summary>Number of the app token.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>Gets the tokens that stand for that identity.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByIdentity)]
    public Identity? Identity { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.AppToken;

    private protected override IEnumerable<JsonElement> List() => ListAfter(new QueryText(Kind.Route).Add("identity", Identity?.Name).ToString());
}
