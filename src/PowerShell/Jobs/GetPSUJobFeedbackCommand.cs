using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Jobs;

/// <summary>Gets the open question of a job, if there is one.</summary>
[Cmdlet(VerbsCommon.Get, "PSUJobFeedback", DefaultParameterSetName = ByJob)]
[Alias("Get-UAJobFeedback")]
[OutputType(typeof(JobFeedback))]
public sealed class GetPSUJobFeedbackCommand : JobReadingCmdlet
{
    /// <inheritdoc />
    protected override void Read(long id)
    {
        if (Get($"job/{Number(id)}/feedback") is not { } open) return;
        foreach (var question in open.EnumerateArray())
        {
            var feedback = ResourceReader.Read(question, typeof(JobFeedback));
            ((JobFeedback)feedback.BaseObject).JobId = id;
            WriteObject(feedback);
        }
    }
}
