using Bench.Measuring;
using Quartz;

namespace Bench.Quartz;

/// <summary>Runs <see cref="JobBodies.Noop"/>.</summary>
public sealed class NoopJob(JobBodies bodies) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        bodies.Noop(context.MergedJobDataMap.GetInt("slot"));
        return ValueTask.CompletedTask;
    }
}

/// <summary>Runs the body that the job is named after.</summary>
public sealed class BodyJob(JobBodies bodies) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await bodies.RunAsync(Enum.Parse<JobBody>(context.JobDetail.Key.Name), context.MergedJobDataMap.GetInt("slot"), cancellationToken);
}
