using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.AppTokens;

/// <summary>Revokes an app token for every node at once. A repeat is harmless.</summary>
[Cmdlet(VerbsSecurity.Revoke, "PSUAppToken")]
[Alias("Revoke-UAAppToken")]
public sealed class RevokePSUAppTokenCommand : RestCmdlet
{
    /// <summary>The app token.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public AppToken AppTokenToRevoke { get; set; } = null!;

    /// <inheritdoc />
    protected override void Run() => Send(HttpMethod.Delete, "apptoken/" + Number(AppTokenToRevoke.Id));
}
