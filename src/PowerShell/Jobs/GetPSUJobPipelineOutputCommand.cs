using System.Management.Automation;

namespace Universal.PowerShell.Jobs;

/// <summary>Gets the objects that a job wrote. Numbers, dates and other simple values have their type again.</summary>
[Cmdlet(VerbsCommon.Get, "PSUJobPipelineOutput", DefaultParameterSetName = ByJob)]
[Alias("Get-UAJobPipelineOutput")]
[OutputType(typeof(PSObject))]
public sealed class GetPSUJobPipelineOutputCommand : JobReadingCmdlet
{
    /// <inheritdoc />
    protected override void Read(long id)
    {
        foreach (var value in new JobOutputReader(Get).Objects(id))
            WriteObject(value);
    }
}
