using Job = Universal.PowerShell.Resources.Job;

namespace Universal.PowerShell.Jobs;

/// <summary>The job that a cmdlet's parameters mean.</summary>
internal static class ChosenJob
{
    /// <summary>Its number.</summary>
    /// <exception cref="ArgumentException">It was given by a run id, which jobs do not have.</exception>
    public static long Of(Job? job, long jobId) =>
        job?.Id ?? (jobId != 0 ? jobId : throw new ArgumentException("Jobs of Universal have numbers, no run ids: give -JobId."));
}
