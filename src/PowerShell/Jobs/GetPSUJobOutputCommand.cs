using System.Management.Automation;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Jobs;

/// <summary>Gets what a job wrote, of every stream, in order.</summary>
[Cmdlet(VerbsCommon.Get, "PSUJobOutput", DefaultParameterSetName = ByJob)]
[Alias("Get-UAJobOutput")]
[OutputType(typeof(JobOutput))]
public sealed class GetPSUJobOutputCommand : JobReadingCmdlet
{
    /// <inheritdoc />
    protected override void Read(long id)
    {
        foreach (var record in new JobOutputReader(Get).Records(id))
            WriteObject(record);
    }
}
