using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Git;

/// <summary>Gives up the changes of your newest open edit and ends it.</summary>
[Cmdlet(VerbsLifecycle.Stop, "PSUGitEdit")]
[OutputType(typeof(PSObject))]
public sealed class StopPSUGitEditCommand : ServerActionCmdlet
{
    /// <summary>Name and password to sign in to the server with, instead of a token.</summary>
    [Parameter]
    public PSCredential? Credential { get; set; }

    /// <summary>Accepted for compatibility; the client and the server agree by themselves.</summary>
    [Parameter]
    public Version? HttpProtocolVersion { get; set; }

    /// <summary>The files to give up; the edit goes on with the others. Default: all.</summary>
    [Parameter]
    public string[]? Paths { get; set; }

    private protected override PSCredential? SignIn => Credential;

    private protected override HttpMethod Method => HttpMethod.Post;

    private protected override string Route => "git/edit/current/discard";

    private protected override JsonBody? Body => BodyOf();
}
