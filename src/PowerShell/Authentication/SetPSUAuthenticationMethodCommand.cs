using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Authentication;

/// <summary>Declares a way to sign in and its options.</summary>
[Cmdlet(VerbsCommon.Set, "PSUAuthenticationMethod", DefaultParameterSetName = ByType)]
public sealed class SetPSUAuthenticationMethodCommand : DeclarationCmdlet
{
    private const string ByType = "Type";

    /// <summary>Script block that gets name and password and returns the result of <c>New-PSUAuthenticationResult</c>.</summary>
    [Parameter]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>Declares it switched off.</summary>
    [Parameter]
    public SwitchParameter Disabled { get; set; }

    /// <summary>Address of the identity provider.</summary>
    [Parameter]
    public string? Authority { get; set; }

    /// <summary>The path that the identity provider sends people back to.</summary>
    [Parameter]
    public string? CallbackPath { get; set; }

    /// <summary>Id of the application at the identity provider.</summary>
    [Parameter]
    public string? ClientId { get; set; }

    /// <summary>Secret of the application at the identity provider.</summary>
    [Parameter]
    public string? ClientSecret { get; set; }

    /// <summary>Script block that changes the options.</summary>
    [Parameter]
    public ScriptBlock? Configure { get; set; }

    /// <summary>SameSite of the correlation cookie.</summary>
    [Parameter]
    public string? CorrelationCookieSameSite { get; set; }

    /// <summary>SAML: id of this application.</summary>
    [Parameter]
    public string? EntityId { get; set; }

    /// <summary>Whether claims are asked for at the user info endpoint.</summary>
    [Parameter]
    public bool GetClaimsFromUserInfoEndpoint { get; set; }

    /// <summary>SAML: id of the identity provider.</summary>
    [Parameter]
    public string? IdentityProviderEntityId { get; set; }

    /// <summary>Address of the metadata of the identity provider.</summary>
    [Parameter]
    public string? MetadataAddress { get; set; }

    /// <summary>The resource that is asked for.</summary>
    [Parameter]
    public string? Resource { get; set; }

    /// <summary>OpenID Connect: type of the response.</summary>
    [Parameter]
    public string? ResponseType { get; set; }

    /// <summary>Whether the tokens of the identity provider are kept in the session.</summary>
    [Parameter]
    public bool SaveTokens { get; set; }

    /// <summary>Scopes that are asked for, separated by spaces.</summary>
    [Parameter]
    public string? Scopes { get; set; }

    /// <summary>SAML: certificate of this application.</summary>
    [Parameter]
    public string? ServiceCertificate { get; set; }

    /// <summary>The way: Form, OpenIDConnect, SAML2, WSFederation, Windows, Certificate.</summary>
    [Parameter]
    public AuthenticationMethodType? Type { get; set; }

    /// <summary>Whether a session ends with its token.</summary>
    [Parameter]
    public bool UseTokenLifetime { get; set; }

    /// <summary>WS-Federation: where to answer.</summary>
    [Parameter]
    public string? Wreply { get; set; }

    /// <summary>WS-Federation: realm of this application.</summary>
    [Parameter]
    public string? Wtrealm { get; set; }

    /// <summary>Asks for a second factor.</summary>
    [Parameter]
    public SwitchParameter RequireMfa { get; set; }

    /// <summary>SAML: certificate of the identity provider.</summary>
    [Parameter]
    public string? SigningKey { get; set; }

    /// <summary>SAML: where to sign in.</summary>
    [Parameter]
    public string? SingleSignOnServiceUrl { get; set; }

    /// <summary>Where to sign out.</summary>
    [Parameter]
    public string? LogoutUrl { get; set; }

    /// <summary>SAML: accepts answers that nobody asked for.</summary>
    [Parameter]
    public SwitchParameter AllowUnsolicitedAuthnResponse { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.AuthenticationMethod;

    /// <inheritdoc />
    protected override string? Key => Type?.Value ?? "Form";
}
