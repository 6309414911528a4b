using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;
using Job = Universal.PowerShell.Resources.Job;

namespace Universal.PowerShell.Jobs;

/// <summary>Waits until a job has ended and gives the job. It listens to the job, so it costs the server no polling.</summary>
[Cmdlet(VerbsLifecycle.Wait, "PSUJob", DefaultParameterSetName = ByJob)]
[Alias("Wait-UAJob")]
[OutputType(typeof(Job))]
public sealed class WaitPSUJobCommand : RestCmdlet
{
    private const string ByJob = "Job";
    private const string ByJobId = "JobId";
    private const string ByJobRunId = "JobRunId";

    /// <summary>The job, or its number.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByJob)]
    public Job? Job { get; set; }

    /// <summary>Number of the job.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByJobId)]
    public long JobId { get; set; }

    /// <summary>How many seconds to wait; the job goes on. Default: as long as it takes.</summary>
    [Parameter]
    public int Timeout { get; set; }

    /// <summary>Accepted for compatibility: nothing that the job writes is written here. <c>Invoke-PSUScript -Wait</c> does that.</summary>
    [Parameter]
    public SwitchParameter Silent { get; set; }

    /// <summary>Not supported: jobs of Universal have numbers only.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByJobRunId)]
    public Guid JobRunId { get; set; }

    /// <inheritdoc />
    protected override void Run()
    {
        var id = ChosenJob.Of(Job, JobId);
        if (new JobWait(Get, Follow, Stop).ForEnd(id, Timeout > 0 ? TimeSpan.FromSeconds(Timeout) : null) is not { } ended)
            throw new ArgumentException($"The job {Number(id)} has not ended within {Number(Timeout)} s. It goes on.");
        WriteObject(ResourceReader.Read(ended, typeof(Job)));
    }
}
