using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Jobs;

/// <summary>Removes the objects that a job wrote; its text stays.</summary>
[Cmdlet(VerbsCommon.Remove, "PSUJobPipelineOutput")]
public sealed class RemovePSUJobPipelineOutputCommand : RestCmdlet
{
    /// <summary>Name and password to sign in to the server with, instead of a token.</summary>
    [Parameter]
    public PSCredential? Credential { get; set; }

    /// <summary>Number of the job.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public long JobId { get; set; }

    private protected override PSCredential? SignIn => Credential;

    /// <inheritdoc />
    protected override void Run() => Send(HttpMethod.Delete, $"job/{Number(JobId)}/pipelineoutput");
}
