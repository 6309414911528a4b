using System.Management.Automation;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Git;

/// <summary>Gets how the repository is kept in step with its git remote. Secrets are not in it.</summary>
[Cmdlet(VerbsCommon.Get, "PSUGitSetting")]
[OutputType(typeof(PSObject))]
public sealed class GetPSUGitSettingCommand : ServerActionCmdlet
{
    /// <summary>Name and password to sign in to the server with, instead of a token.</summary>
    [Parameter]
    public PSCredential? Credential { get; set; }

    /// <summary>Accepted for compatibility; the client and the server agree by themselves.</summary>
    [Parameter]
    public Version? HttpProtocolVersion { get; set; }

    private protected override PSCredential? SignIn => Credential;

    private protected override string Route => "git/settings";
}
