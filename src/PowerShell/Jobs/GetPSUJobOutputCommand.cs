using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;
using Job = Universal.PowerShell.Resources.Job;

namespace Universal.PowerShell.Jobs;

/// <summary>Gets what a job wrote, of every stream, in order.</summary>
[Cmdlet(VerbsCommon.Get, "PSUJobOutput", DefaultParameterSetName = ByJob)]
[Alias("Get-UAJobOutput")]
[OutputType(typeof(JobOutput))]
public sealed class GetPSUJobOutputCommand : RestCmdlet
{
    private const string ByJob = "Job";
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
    protected override void Run()
    {
        var id = Job?.Id ?? (JobId != 0 ? JobId : throw new ArgumentException("Jobs of Universal have numbers, no run ids: give -JobId."));
        foreach (var record in new JobOutputReader(Get).Records(id))
            WriteObject(record);
    }
}
