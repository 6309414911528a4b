using Universal.Gateway.Access;
using Universal.Jobs;

namespace Universal.Gateway.Jobs;

/// <summary>Finds jobs that a caller may see. A job of somebody else is the same as one that does not exist.</summary>
internal sealed class JobAccess(IGrainFactory grains)
{
    // Deeper nesting of jobs is not looked through; it would cost a read of the database for each step.
    private const int MaxDepth = 32;

    private IJobsGrain Jobs => grains.GetGrain<IJobsGrain>(0);

    /// <summary>The job, if it exists and the caller may read it: those of <see cref="FindOwnAsync"/>; for the token of a triggered job also the job of its
    /// event, and descendants of that.</summary>
    public async Task<JobRecord?> FindAsync(Caller caller, long id, CancellationToken cancellationToken)
    {
        if (await FindOwnAsync(caller, id, cancellationToken) is { } own) return own;
        if (caller.JobId is not { } callers || (await Jobs.Get(callers, cancellationToken))?.Origin?.EventJobId is not { } eventJob) return null;
        return await Jobs.Get(id, cancellationToken) is { } job && await IsWithinAsync(job, ancestor => ancestor.Id == eventJob, cancellationToken) ? job : null;
    }

    /// <summary>The job, if it exists and the caller may see and change it: all for readers, as far as their roles allow changes; otherwise those it asked for,
    /// and descendants of those. Of scripts for some roles only, it takes one of them as well.</summary>
    public async Task<JobRecord?> FindOwnAsync(Caller caller, long id, CancellationToken cancellationToken)
    {
        if (await Jobs.Get(id, cancellationToken) is not { } job || !MaySee(caller, job)) return null;
        return caller.SeesAllJobs || await IsWithinAsync(job, ancestor => IsOwn(caller, ancestor), cancellationToken) ? job : null;
    }

    /// <summary>Whether the roles of the job's script let the caller see it. The token of a job has its descendants, whatever their scripts.</summary>
    public static bool MaySee(Caller caller, JobRecord job) => caller.JobId is not null || job.Policy.Allows(caller.Roles);

    /// <summary>Whether a job, or one that it descends from, is the one that is looked for.</summary>
    private async Task<bool> IsWithinAsync(JobRecord job, Func<JobRecord, bool> isTop, CancellationToken cancellationToken)
    {
        var ancestor = job;
        for (var depth = 0; ancestor is not null && depth < MaxDepth; depth++)
        {
            if (isTop(ancestor)) return true;
            ancestor = ancestor.ParentId is { } parent ? await Jobs.Get(parent, cancellationToken) : null;
        }

        return false;
    }

    private static bool IsOwn(Caller caller, JobRecord job) =>
        caller.JobId is { } own ? job.Id == own : caller.IsIdentity(job.Identity);
}
