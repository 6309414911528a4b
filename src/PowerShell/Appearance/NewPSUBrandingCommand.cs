using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Appearance;

/// <summary>Declares how the pages look.</summary>
[Cmdlet(VerbsCommon.New, "PSUBranding")]
public sealed class NewPSUBrandingCommand : DeclarationCmdlet
{
    /// <summary>Title of the console.</summary>
    [Parameter]
    public string? AdminConsoleTitle { get; set; }

    /// <summary>Path of the logo in the bar of apps.</summary>
    [Parameter]
    public string? AppBarLogo { get; set; }

    /// <summary>Text of the page of an app that does not run.</summary>
    [Parameter]
    public string? AppNotRunningDescription { get; set; }

    /// <summary>Copyright notice.</summary>
    [Parameter]
    public string? Copyright { get; set; }

    /// <summary>Name and password to sign in to the server with, instead of a token.</summary>
    [Parameter]
    public PSCredential? Credential { get; set; }

    /// <summary>Addresses of style sheets.</summary>
    [Parameter]
    public string[]? CssStylesheet { get; set; }

    /// <summary>Their hashes, in the same order.</summary>
    [Parameter]
    public string[]? CssStylesheetIntegrity { get; set; }

    /// <summary>Path of the icon.</summary>
    [Parameter]
    public string? Favicon { get; set; }

    /// <summary>Colour of the header.</summary>
    [Parameter]
    public string? HeaderColor { get; set; }

    /// <summary>Colour of text in the header.</summary>
    [Parameter]
    public string? HeaderFontColor { get; set; }

    /// <summary>Title of the page after signing out.</summary>
    [Parameter]
    public string? LoggedOut { get; set; }

    /// <summary>Text of the page after signing out.</summary>
    [Parameter]
    public string? LoggedOutDescription { get; set; }

    /// <summary>Text on the sign-in page.</summary>
    [Parameter]
    public string? LoginPageDescription { get; set; }

    /// <summary>Picture on the sign-in page.</summary>
    [Parameter]
    public string? LoginPageImage { get; set; }

    /// <summary>Links on the sign-in page, from <c>New-PSULoginPageLink</c>.</summary>
    [Parameter]
    public LoginPageLink[]? LoginPageLinks { get; set; }

    /// <summary>Text above the form of the sign-in page.</summary>
    [Parameter]
    public string? LoginPageText { get; set; }

    /// <summary>Title of the sign-in page.</summary>
    [Parameter]
    public string? LoginPageTitle { get; set; }

    /// <summary>Text of the page for those who may not.</summary>
    [Parameter]
    public string? NotAuthorizedDescription { get; set; }

    /// <summary>Title of the page for those who may not.</summary>
    [Parameter]
    public string? NotAuthorizedTitle { get; set; }

    /// <summary>Text of the page for what is not there.</summary>
    [Parameter]
    public string? PageNotFoundDescription { get; set; }

    /// <summary>Title of the page for what is not there.</summary>
    [Parameter]
    public string? PageNotFoundTitle { get; set; }

    /// <summary>First colour of the page.</summary>
    [Parameter]
    public string? PrimaryColor { get; set; }

    /// <summary>Colour of text on the first colour.</summary>
    [Parameter]
    public string? PrimaryFontColor { get; set; }

    /// <summary>Second colour of the page.</summary>
    [Parameter]
    public string? SecondaryColor { get; set; }

    /// <summary>Colour of text on the second colour.</summary>
    [Parameter]
    public string? SecondaryFontColor { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Branding;

    private protected override PSCredential? SignIn => Credential;

    /// <inheritdoc />
    protected override string? Key => null;
}
