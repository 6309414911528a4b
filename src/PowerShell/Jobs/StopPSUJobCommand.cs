using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;
using Job = Universal.PowerShell.Resources.Job;

namespace Universal.PowerShell.Jobs;

/// <summary>
/// Cancels a job. It is Canceled when its processes are gone. Cancelling one that has ended is an error of the code <c>job_ended</c>.
/// </summary>
[Cmdlet(VerbsLifecycle.Stop, "PSUJob")]
[Alias("Stop-UAJob")]
public sealed class StopPSUJobCommand : RestCmdlet
{
    /// <summary>The job, or its number.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public Job Job { get; set; } = null!;

    /// <inheritdoc />
    protected override void Run() => Send(HttpMethod.Delete, "job/" + Number(Job.Id));
}
