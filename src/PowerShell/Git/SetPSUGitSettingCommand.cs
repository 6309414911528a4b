using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Git;

/// <summary>Changes how the repository is synchronised; what is not given stays.</summary>
[Cmdlet(VerbsCommon.Set, "PSUGitSetting")]
[OutputType(typeof(PSObject))]
public sealed class SetPSUGitSettingCommand : ServerActionCmdlet
{
    /// <summary>The branch.</summary>
    [Parameter]
    public string? Branch { get; set; }

    /// <summary>Name and password to sign in to the server with, instead of a token.</summary>
    [Parameter]
    public PSCredential? Credential { get; set; }

    /// <summary>Uses the git program of the node, which ssh needs.</summary>
    [Parameter]
    public SwitchParameter ExternalGit { get; set; }

    /// <summary>Name and password, or token, for the remote.</summary>
    [Parameter]
    public PSCredential? GitCredential { get; set; }

    /// <summary>Accepted for compatibility; the client and the server agree by themselves.</summary>
    [Parameter]
    public Version? HttpProtocolVersion { get; set; }

    /// <summary>Every how many seconds it is synchronised.</summary>
    [Parameter]
    public int Interval { get; set; }

    /// <summary>How it is kept equal with the remote.</summary>
    [Parameter]
    public GitMode? Mode { get; set; }

    /// <summary>Address of the proxy.</summary>
    [Parameter]
    public string? ProxyUrl { get; set; }

    /// <summary>Address of the remote.</summary>
    [Parameter]
    public string? Remote { get; set; }

    /// <summary>What a synchronisation does.</summary>
    [Parameter]
    public GitSyncBehavior? SyncBehavior { get; set; }

    private protected override PSCredential? SignIn => Credential;

    private protected override HttpMethod Method => HttpMethod.Put;

    private protected override string Route => "git/settings";

    private protected override JsonBody? Body => BodyOf();
}
