using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Jobs;

/// <summary>Answers the open question of a job. A question that is not open any more is an error of the code <c>not_open</c>.</summary>
[Cmdlet(VerbsCommon.Set, "PSUJobFeedback")]
[Alias("Set-UAJobFeedback")]
public sealed class SetPSUJobFeedbackCommand : RestCmdlet
{
    /// <summary>The question, from <c>Get-PSUJobFeedback</c>.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public JobFeedback JobFeedback { get; set; } = null!;

    /// <summary>The answer: text, or the number of a choice from 0. Default: empty.</summary>
    [Parameter]
    public string? Response { get; set; }

    /// <inheritdoc />
    protected override void Run() =>
        Send(HttpMethod.Post, $"job/{Number(JobFeedback.JobId)}/feedback", new JsonBody { ["Id"] = (long)JobFeedback.Id, ["Response"] = Response ?? "" });
}
