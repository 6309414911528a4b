using Universal.Gateway.Access;
using Universal.Jobs;

namespace Universal.Gateway.Jobs;

/// <summary>Finds jobs that a caller may see. A job of somebody else is the same as one that does not exist.</summary>
internal sealed class JobAccess(IGrainFactory grains)
{
    // Deeper nesting of jobs is not looked through; it would cost a read of the database for each step.
    private const int MaxDepth = 32;

    /// <summary>The job, if it exists and the caller may see it: all for readers, otherwise those it asked for, and descendants of those.
    /// Of scripts for some roles only, it takes one of them as well.</summary>
    public async Task<JobRecord?> FindAsync(Caller caller, long id, CancellationToken cancellationToken)
    {
        var jobs = grains.GetGrain<IJobsGrain>(0);
        var job = await jobs.Get(id, cancellationToken);
        if (job is null || !MaySee(caller, job)) return null;
        if (caller.SeesAllJobs) return job;
        var ancestor = job;
        for (var depth = 0; ancestor is not null && depth < MaxDepth; depth++)
        {
            if (IsOwn(caller, ancestor)) return job;
            if (ancestor.ParentId is not { } parent) return null;
            ancestor = await jobs.Get(parent, cancellationToken);
        }

        return null;
    }

    /// <summary>Whether the roles of the job's script let the caller see it. The token of a job has its descendants, whatever their scripts.</summary>
    public static bool MaySee(Caller caller, JobRecord job) => caller.JobId is not null || job.Policy.Allows(caller.Roles);

    private static bool IsOwn(Caller caller, JobRecord job) =>
        caller.JobId is { } own ? job.Id == own : caller.IsIdentity(job.Identity);
}
