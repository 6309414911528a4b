using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Git;

/// <summary>Synchronises every node with the remote now, and publishes what waits. Gets where each node stands.</summary>
[Cmdlet(VerbsData.Sync, "PSUGit")]
[OutputType(typeof(PSObject))]
public sealed class SyncPSUGitCommand : ServerActionCmdlet
{
    /// <summary>Name and password to sign in to the server with, instead of a token.</summary>
    [Parameter]
    public PSCredential? Credential { get; set; }

    /// <summary>Accepted for compatibility; the client and the server agree by themselves.</summary>
    [Parameter]
    public Version? HttpProtocolVersion { get; set; }

    private protected override PSCredential? SignIn => Credential;

    private protected override HttpMethod Method => HttpMethod.Post;

    private protected override string Route => "git/sync";
}
