using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Placement;
using Universal.Calls;
using Universal.Grains.Clock;
using Universal.Grains.Nodes;
using Universal.Grains.Notifications;
using Universal.Notifications;
using Universal.Persistence.Schedules;
using Universal.Repository.Catalogue;
using Universal.Schedules;

namespace Universal.Grains.Schedules;

/// <summary>
/// The one in the cluster that serves schedules (key 0): Orleans keeps one activation, and when its node dies the next call makes another, which goes on
/// from the table. Two at once, which a cluster that falls apart can have for a moment, do no harm: the rows are unique.
/// </summary>
[Alias("universal.ISchedulerGrain")]
internal interface ISchedulerGrain : IGrainWithIntegerKey
{
    /// <summary>Keeps it alive. Every node calls it every few seconds.</summary>
    [Alias("Keep")] Task Keep();

    /// <summary>A job of a schedule that waits for such has ended. A lost call is made good within seconds.</summary>
    [Alias("JobEnded"), OneWay] Task JobEnded(string schedule, long jobId);

    /// <summary>Pauses or resumes a schedule. Repeating it is harmless. False: its node's catalogue has no such schedule.</summary>
    [Alias("SetPaused"), Repeatable] Task<bool> SetPaused(string schedule, bool paused, string? by);
}

/// <summary>See <see cref="ISchedulerGrain"/>. Runs the passes of a <see cref="Scheduler"/>.</summary>
[Reentrant, PreferLocalPlacement]
internal sealed partial class SchedulerGrain : Grain, ISchedulerGrain
{
    // A change of the catalogue is seen within this.
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _deactivated = new();
    private readonly WakeSignal _wake = new();
    private readonly Scheduler _scheduler;
    private readonly LocalNode _node;
    private readonly TimeProvider _time;
    private readonly ILogger<SchedulerGrain> _logger;

    public SchedulerGrain(
        IScheduleStore store, IOccurrenceJobs jobs, ICatalogue catalogue, ClusterClock clock, ScheduleCondition condition, LocalNode node, Notifier notifier,
        IOptions<ScheduleOptions> options, TimeProvider time, ILogger<SchedulerGrain> logger)
    {
        (_node, _time, _logger) = (node, time, logger);
        _scheduler = new Scheduler(store, jobs, catalogue, clock, condition, node.Name, options, logger);
        _scheduler.Woken += _wake.Give;
        _scheduler.NotStarted += (schedule, reason) => notifier.Raise(
            NotificationLevel.Warning, $"schedule {schedule.Name}", $"Schedule {schedule.Name} was due and has no job", reason, $"schedule/{ScheduleRules.KeyOf(schedule.Name)}");
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        LogActivated();
        RunAsync().Ignore();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _deactivated.Cancel();
        return Task.CompletedTask;
    }

    public Task Keep() => Task.CompletedTask;

    public Task JobEnded(string schedule, long jobId)
    {
        _scheduler.JobEnded(schedule, jobId);
        return Task.CompletedTask;
    }

    public Task<bool> SetPaused(string schedule, bool paused, string? by) => _scheduler.SetPausedAsync(schedule, paused, by, _deactivated.Token);

    private async Task RunAsync()
    {
        // The activation is complete before it can end.
        await Task.Yield();
        var failed = false;
        while (!_deactivated.IsCancellationRequested)
        {
            if (!_node.HasFiles)
            {
                // It would take every schedule for gone. A node that has the repository goes on when it next calls.
                LogNoFiles();
                DeactivateOnIdle();
                return;
            }

            try
            {
                var rest = await _scheduler.PassAsync(_deactivated.Token);
                if (failed) LogRecovered();
                failed = false;
                await _wake.WaitAsync(rest < LongestRest ? rest.Value : LongestRest, _deactivated.Token);
            }
            catch (Exception error) when (!_deactivated.IsCancellationRequested)
            {
                // The database is away: the clock goes on, and what is due meanwhile is late.
                if (!failed) LogFailed(error);
                failed = true;
                await Task.Delay(RetryDelay, _time, CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                // Deactivated.
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "This node serves the schedules")]
    private partial void LogActivated();

    [LoggerMessage(LogLevel.Information, "This node has no repository; another is to serve the schedules")]
    private partial void LogNoFiles();

    [LoggerMessage(LogLevel.Warning, "Schedules cannot be served; trying again")]
    private partial void LogFailed(Exception error);

    [LoggerMessage(LogLevel.Information, "Schedules are served again")]
    private partial void LogRecovered();
}
