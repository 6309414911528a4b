using Universal.Grains.Jobs;
using Universal.Jobs;
using Universal.Repository.Catalogue;

namespace Universal.Grains.Schedules;

/// <summary>Tells the scheduler that a job has ended, when its schedule waits for that.</summary>
internal sealed class ScheduleJobListener(ICatalogue catalogue, IGrainFactory grains) : IJobListener
{
    public void Changed(JobRecord job)
    {
        if (job.Origin is not { Kind: JobOriginKind.Schedule, Name: var name } || !job.State.IsFinal()) return;
        if (catalogue.Current.FindSchedule(name) is { } schedule && ScheduleEntry.Watches(schedule)) grains.GetGrain<ISchedulerGrain>(0).JobEnded(name, job.Id).Ignore();
    }
}
