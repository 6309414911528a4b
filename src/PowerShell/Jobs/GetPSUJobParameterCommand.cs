using System.Management.Automation;
using System.Text.Json;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;
using Job = Universal.PowerShell.Resources.Job;

namespace Universal.PowerShell.Jobs;

/// <summary>Gets the parameters that a job was given.</summary>
[Cmdlet(VerbsCommon.Get, "PSUJobParameter", DefaultParameterSetName = ByJob)]
[OutputType(typeof(PSObject))]
public sealed class GetPSUJobParameterCommand : RestCmdlet
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
        if (Get("job/" + Number(id)) is not { } job || !job.TryGetProperty("parameters", out var parameters)) return;
        if (parameters.ValueKind != JsonValueKind.Object) return;
        foreach (var parameter in parameters.EnumerateObject())
        {
            var result = new PSObject();
            result.Properties.Add(new PSNoteProperty("Name", parameter.Name));
            result.Properties.Add(new PSNoteProperty("Value", ResourceReader.ValueOf(parameter.Value)));
            result.Properties.Add(new PSNoteProperty("JobId", id));
            WriteObject(result);
        }
    }
}
