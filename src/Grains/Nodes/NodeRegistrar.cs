using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Universal.Grains.Attempts;
using Universal.Grains.Dispatch;
using Universal.Persistence.Nodes;

namespace Universal.Grains.Nodes;

/// <summary>
/// Registers this node once its silo has joined, then tells the dispatcher what the node offers: at once when that changes or the cluster does, and
/// every few seconds, which is how a new dispatcher learns of the node and a lost message is made good.
/// </summary>
internal sealed partial class NodeRegistrar(
    LocalNode node,
    LiveNodes nodes,
    NodeAttempts attempts,
    INodeStore store,
    IGrainFactory grains,
    TimeProvider time,
    ILogger<NodeRegistrar> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(250);
    private readonly WakeSignal _due = new(given: true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await RegisterAsync(stoppingToken);
        node.Changed += _due.Give;
        _ = nodes.WatchAsync(_ => _due.Give(), stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await AnnounceAsync(stoppingToken);
            await _due.WaitAsync(Period, stoppingToken);
        }
    }

    private async Task RegisterAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await store.UpsertAsync(node.Describe([]), cancellationToken);
                node.Maintenance = (await store.GetAsync(node.Name, cancellationToken))?.Maintenance ?? false;
                node.Started = true;
                LogRegistered(node.Name, node.Incarnation, node.State);
                return;
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                LogRegisterFailed(error);
                await Task.Delay(RetryDelay, time, cancellationToken);
            }
        }
    }

    private async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await grains.GetGrain<IDispatcherGrain>(0).Announce(attempts.Offer());
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // The dispatcher's silo died, or the database is away while it rebuilds its queue.
            LogAnnounceFailed(error);
            await Task.Delay(RetryDelay, time, cancellationToken);
            _due.Give();
        }
    }

    [LoggerMessage(LogLevel.Information, "Node {Name} joined as {Incarnation}: {State}")]
    private partial void LogRegistered(string name, string incarnation, Universal.Nodes.NodeState state);

    [LoggerMessage(LogLevel.Warning, "The node could not be registered; trying again")]
    private partial void LogRegisterFailed(Exception error);

    [LoggerMessage(LogLevel.Debug, "The dispatcher did not take this node's announcement; trying again")]
    private partial void LogAnnounceFailed(Exception error);
}
