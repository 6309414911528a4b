using System.Collections;
using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Appearance;

/// <summary>Declares texts of the pages in a language.</summary>
[Cmdlet(VerbsCommon.New, "PSUTranslation")]
public sealed class NewPSUTranslationCommand : DeclarationCmdlet
{
    /// <summary>The language, as de-DE.</summary>
    [Parameter(Mandatory = true)]
    public string LanguageId { get; set; } = "";

    /// <summary>Name of the translation.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>The texts by their keys.</summary>
    [Parameter]
    public Hashtable? Strings { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Translation;

    /// <inheritdoc />
    protected override string? Key => Name ?? LanguageId;
}
