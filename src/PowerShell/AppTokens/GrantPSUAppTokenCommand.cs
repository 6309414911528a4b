using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.AppTokens;

/// <summary>Grants an app token. Its secret is in the object that this gives, and nowhere else ever again.</summary>
[Cmdlet(VerbsSecurity.Grant, "PSUAppToken", DefaultParameterSetName = ByIdentity)]
[Alias("Grant-UAAppToken")]
[OutputType(typeof(AppToken))]
public sealed class GrantPSUAppTokenCommand : RestCmdlet
{
    private const string ByIdentity = "Identity";
    private const string ByIdentityName = "IdentityName";

    /// <summary>When it expires. Default: in a year.</summary>
    [Parameter]
    public DateTime Expiry { get; set; }

    /// <summary>The identity that it stands for, or its name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByIdentity)]
    public Identity? Identity { get; set; }

    /// <summary>Name of the identity that it stands for.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByIdentityName)]
    public string? IdentityName { get; set; }

    /// <summary>Roles to limit it to. Default: the identity's.</summary>
    [Parameter]
    public string[]? Role { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <inheritdoc />
    protected override void Run()
    {
        var body = new JsonBody
        {
            ["Identity"] = IdentityName ?? Identity!.Name,
            ["Roles"] = PlainValue.Of(Role),
            ["Description"] = Description,
        };
        if (MyInvocation.BoundParameters.ContainsKey(nameof(Expiry))) body["Expiration"] = PlainValue.Of(new DateTimeOffset(Expiry));
        if (Send(HttpMethod.Post, "apptoken/grant", body) is { } granted) WriteObject(ResourceReader.Read(granted, typeof(AppToken)));
    }
}
