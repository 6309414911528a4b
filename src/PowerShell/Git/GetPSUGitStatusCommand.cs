using System.Management.Automation;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Git;

/// <summary>Gets the state of the repository on each node, its commits, its edit session, or its changed files.</summary>
[Cmdlet(VerbsCommon.Get, "PSUGitStatus", DefaultParameterSetName = ByStatus, SupportsPaging = true)]
[OutputType(typeof(PSObject))]
public sealed class GetPSUGitStatusCommand : ServerActionCmdlet
{
    private const string ByCommits = "Commits";
    private const string ByEdit = "Edit";
    private const string ByChanges = "Changes";
    private const string ByStatus = "Status";

    /// <summary>Gets the commits, newest first.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByCommits)]
    public SwitchParameter Commits { get; set; }

    /// <summary>Name and password to sign in to the server with, instead of a token.</summary>
    [Parameter]
    public PSCredential? Credential { get; set; }

    /// <summary>Gets the edit session, if there is one.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByEdit)]
    public SwitchParameter EditInProgress { get; set; }

    /// <summary>Accepted for compatibility; the client and the server agree by themselves.</summary>
    [Parameter]
    public Version? HttpProtocolVersion { get; set; }

    /// <summary>Gets the files that were changed and not committed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByChanges)]
    public SwitchParameter UncommittedChanges { get; set; }

    private protected override PSCredential? SignIn => Credential;

    private protected override string Route =>
        Commits ? Paged("git/commits") : EditInProgress ? "git/edit" : UncommittedChanges ? "git/changes" : "git/status";

    private string Paged(string route) => new QueryText(route)
        .Add("skip", PagingParameters.Skip > 0 ? Number((long)PagingParameters.Skip) : null)
        .Add("take", PagingParameters.First <= int.MaxValue ? Number((long)PagingParameters.First) : null)
        .ToString();
}
