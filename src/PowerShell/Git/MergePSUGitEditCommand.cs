using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Git;

/// <summary>Publishes the changes of your newest open edit as one commit and ends it.</summary>
[Cmdlet(VerbsData.Merge, "PSUGitEdit")]
[OutputType(typeof(PSObject))]
public sealed class MergePSUGitEditCommand : ServerActionCmdlet
{
    /// <summary>Name and password to sign in to the server with, instead of a token.</summary>
    [Parameter]
    public PSCredential? Credential { get; set; }

    /// <summary>Accepted for compatibility; the client and the server agree by themselves.</summary>
    [Parameter]
    public Version? HttpProtocolVersion { get; set; }

    /// <summary>The commit message.</summary>
    [Parameter(Mandatory = true)]
    public string Message { get; set; } = "";

    /// <summary>The files to publish; the others stay in an open edit of their own. Default: all.</summary>
    [Parameter]
    public string[]? Paths { get; set; }

    private protected override PSCredential? SignIn => Credential;

    private protected override HttpMethod Method => HttpMethod.Post;

    private protected override string Route => "git/edit/current/publish";

    private protected override JsonBody? Body => BodyOf();
}
