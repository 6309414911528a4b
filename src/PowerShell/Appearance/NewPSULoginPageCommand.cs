using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Appearance;

/// <summary>Declares how the sign-in page looks. Newer repositories use New-PSUBranding.</summary>
[Cmdlet(VerbsCommon.New, "PSULoginPage")]
public sealed class NewPSULoginPageCommand : DeclarationCmdlet
{
    /// <summary>Title of the page.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>Text below the title.</summary>
    [Parameter]
    public string? Description { get; set; }

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

    /// <summary>Colour of the header.</summary>
    [Parameter]
    public string? HeaderColor { get; set; }

    /// <summary>Colour of text in the header.</summary>
    [Parameter]
    public string? HeaderFontColor { get; set; }

    /// <summary>Copyright notice.</summary>
    [Parameter]
    public string? Copyright { get; set; }

    /// <summary>Addresses of style sheets.</summary>
    [Parameter]
    public string[]? CssStylesheet { get; set; }

    /// <summary>Their hashes, in the same order.</summary>
    [Parameter]
    public string[]? CssStylesheetIntegrity { get; set; }

    /// <summary>Path of the picture.</summary>
    [Parameter]
    public string? Image { get; set; }

    /// <summary>Title above the form.</summary>
    [Parameter]
    public string? LoginTitle { get; set; }

    /// <summary>Text above the form.</summary>
    [Parameter]
    public string? LoginText { get; set; }

    /// <summary>Path of the picture above the form.</summary>
    [Parameter]
    public string? LoginImage { get; set; }

    /// <summary>Links, from <c>New-PSULoginPageLink</c>.</summary>
    [Parameter]
    public LoginPageLink[]? Links { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.LoginPage;

    /// <inheritdoc />
    protected override string? Key => null;
}
