using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Universal.Grains.Nodes;

namespace Universal.Grains.Schedules;

/// <summary>Sees to it that the cluster has a scheduler: from every node, every few seconds and whenever a node has come or gone.</summary>
internal sealed partial class SchedulerKeeper(LocalNode node, LiveNodes nodes, IGrainFactory grains, ILogger<SchedulerKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StartPeriod = TimeSpan.FromMilliseconds(250);
    private readonly WakeSignal _due = new(given: true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!node.Started) await _due.WaitAsync(StartPeriod, stoppingToken);
        _ = nodes.WatchAsync(_ => _due.Give(), stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // A node that has no repository would take its schedules for gone, and the call can make this node the one that serves them.
                if (node.HasFiles) await grains.GetGrain<ISchedulerGrain>(0).Keep();
                await _due.WaitAsync(node.HasFiles ? Period : StartPeriod, stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // Its node has just died: the next call makes another.
                LogNotKept(error);
                await _due.WaitAsync(StartPeriod, stoppingToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "The scheduler did not answer; trying again")]
    private partial void LogNotKept(Exception error);
}
