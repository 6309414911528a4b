using System.Management.Automation;
using Universal.PowerShell.Rest;
using Job = Universal.PowerShell.Resources.Job;

namespace Universal.PowerShell.Jobs;

/// <summary>A cmdlet that reads something of one job: of the job itself, or of its number.</summary>
public abstract class JobReadingCmdlet : RestCmdlet
{
    /// <summary>Parameter set of a job.</summary>
    protected const string ByJob = "Job";

    private const string ByJobId = "JobId";
    private const string ByRunId = "RunId";

    /// <summary>The job, or its number.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByJob)]
    public Job? Job { get; set; }

    /// <summary>Number of the job.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByJobId)]
    public long JobId { get; set; }

    /// <summary>Not supported: jobs of Universal have numbers only.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByRunId)]
    public Guid RunId { get; set; }

    /// <inheritdoc />
    protected sealed override void Run() => Read(ChosenJob.Of(Job, JobId));

    /// <summary>Reads it.</summary>
    /// <param name="id">Number of the job.</param>
    protected abstract void Read(long id);
}
