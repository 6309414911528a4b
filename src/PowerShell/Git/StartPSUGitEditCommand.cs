using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Git;

/// <summary>Begins an edit, which collects changes of files until it is published or given up.</summary>
[Cmdlet(VerbsLifecycle.Start, "PSUGitEdit")]
[OutputType(typeof(PSObject))]
public sealed class StartPSUGitEditCommand : ServerActionCmdlet
{
    /// <summary>Name and password to sign in to the server with, instead of a token.</summary>
    [Parameter]
    public PSCredential? Credential { get; set; }

    /// <summary>Accepted for compatibility; the client and the server agree by themselves.</summary>
    [Parameter]
    public Version? HttpProtocolVersion { get; set; }

    private protected override PSCredential? SignIn => Credential;

    private protected override HttpMethod Method => HttpMethod.Post;

    private protected override string Route => "git/edit";

    private protected override JsonBody? Body => BodyOf();
}
