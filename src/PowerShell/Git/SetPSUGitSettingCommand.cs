using System.Globalization;
using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Git;

/// <summary>Changes how the repository is kept in step with its git remote, on every node; what is not given stays.</summary>
[Cmdlet(VerbsCommon.Set, "PSUGitSetting")]
[OutputType(typeof(PSObject))]
public sealed class SetPSUGitSettingCommand : ServerActionCmdlet
{
    /// <summary>The branch that is followed.</summary>
    [Parameter]
    public string? Branch { get; set; }

    /// <summary>Name and password to sign in to the server with, instead of a token.</summary>
    [Parameter]
    public PSCredential? Credential { get; set; }

    /// <summary>Lets the git program of each node talk to the remote, which ssh needs.</summary>
    [Parameter]
    public SwitchParameter ExternalGit { get; set; }

    /// <summary>Name and password, or token, for a remote of http or https. It is stored encrypted, and has to be given again when the server of the remote changes.</summary>
    [Parameter]
    public PSCredential? GitCredential { get; set; }

    /// <summary>Accepted for compatibility; the client and the server agree by themselves.</summary>
    [Parameter]
    public Version? HttpProtocolVersion { get; set; }

    /// <summary>Every how many minutes the remote is asked: 1 to 1440.</summary>
    [Parameter]
    public int Interval { get; set; }

    /// <summary>When: Automatic, or Manual (on request only).</summary>
    [Parameter]
    public GitMode? Mode { get; set; }

    /// <summary>Address of an http proxy; empty: none.</summary>
    [Parameter]
    public string? ProxyUrl { get; set; }

    /// <summary>Address of the remote; empty: none.</summary>
    [Parameter]
    public string? Remote { get; set; }

    /// <summary>Who changes what: OneWay (the remote decides), TwoWay or PushOnly.</summary>
    [Parameter]
    public GitSyncBehavior? SyncBehavior { get; set; }

    private protected override PSCredential? SignIn => Credential;

    private protected override HttpMethod Method => HttpMethod.Put;

    private protected override string Route => "git/settings";

    private protected override JsonBody? Body
    {
        get
        {
            var body = BodyOf(nameof(GitCredential), nameof(Interval));
            if (GitCredential is not null)
            {
                body["UserName"] = GitCredential.UserName;
                body["Password"] = GitCredential.GetNetworkCredential().Password;
            }

            if (MyInvocation.BoundParameters.ContainsKey(nameof(Interval)))
                body["Interval"] = TimeSpan.FromMinutes(Interval).ToString("c", CultureInfo.InvariantCulture);
            return body;
        }
    }
}
