using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Git;

/// <summary>Removes the settings from the database. Those of each node's own configuration count again; without any, the files stay and are read as they are.</summary>
[Cmdlet(VerbsCommon.Remove, "PSUGitSetting")]
[OutputType(typeof(PSObject))]
public sealed class RemovePSUGitSettingCommand : ServerActionCmdlet
{
    /// <summary>Name and password to sign in to the server with, instead of a token.</summary>
    [Parameter]
    public PSCredential? Credential { get; set; }

    /// <summary>Accepted for compatibility; the client and the server agree by themselves.</summary>
    [Parameter]
    public Version? HttpProtocolVersion { get; set; }

    private protected override PSCredential? SignIn => Credential;

    private protected override HttpMethod Method => HttpMethod.Delete;

    private protected override string Route => "git/settings";
}
