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
        if (await FindOwnAsync(caller, id, cancellationToken) is { } job) return job;
        if (caller.JobId is not { } own || (await Jobs.Get(own, cancellationToken))?.Origin?.EventJobId is not { } eventJob) return null;
        return await FindWithinAsync(id, ancestor => ancestor.Id == eventJob, cancellationToken);
    }

    /// <summary>The job, if it exists and the caller may see and change it: all for readers, as far as their roles allow changes; otherwise those it asked for,
    /// and descendants of those. Of scripts for some roles only, it takes one of them as well.</summary>
    public async Task<JobRecord?> FindOwnAsync(Caller caller, long id, CancellationToken cancellationToken)
    {
        if (!caller.SeesAllJobs) return await FindWithinAsync(id, ancestor => IsOwn(caller, ancestor), cancellationToken) is { } own && MaySee(caller, own) ? own : null;
        return await Jobs.Get(id, cancellationToken) is { } job && MaySee(caller, job) ? job : null;
    }

    /// <summary>Whether the roles of the job's script let the caller see it. The token of a job has its descendants, whatever their scripts.</summary>
    public static bool MaySee(Caller caller, JobRecord job) => caller.JobId is not null || job.Policy.Allows(caller.Roles);

    private async Task<JobRecord?> FindWithinAsync(long id, Func<JobRecord, bool> isTop, CancellationToken cancellationToken)
    {
        var job = await Jobs.Get(id, cancellationToken);
        var ancestor = job;
        for (var depth = 0; ancestor is not null && depth < MaxDepth; depth++)
        {
            if (isTop(ancestor)) return job;
            ancestor = ancestor.ParentId is { } parent ? await Jobs.Get(parent, cancellationToken) : null;
        }

        return null;
    }

    private static bool IsOwn(Caller caller, JobRecord job) =>
        caller.JobId is { } own ? job.Id == own : caller.IsIdentity(job.Identity);
}
