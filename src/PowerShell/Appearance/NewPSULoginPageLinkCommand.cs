using System.Management.Automation;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Appearance;

/// <summary>Makes a link of the sign-in page.</summary>
[Cmdlet(VerbsCommon.New, "PSULoginPageLink")]
[OutputType(typeof(LoginPageLink))]
public sealed class NewPSULoginPageLinkCommand : PSCmdlet
{
    /// <summary>Its text.</summary>
    [Parameter(Mandatory = true)]
    public string Text { get; set; } = "";

    /// <summary>Its address.</summary>
    [Parameter(Mandatory = true)]
    public string Url { get; set; } = "";

    /// <inheritdoc />
    protected override void EndProcessing() => WriteObject(new LoginPageLink { Text = Text, Url = Url });
}
