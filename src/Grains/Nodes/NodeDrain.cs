using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Universal.Grains.Attempts;
using Universal.Grains.Execution;

namespace Universal.Grains.Nodes;

/// <summary>
/// Takes the node out of work: when the process is asked to stop, before its silo leaves; and in maintenance, when that has a deadline for running jobs.
/// </summary>
internal sealed partial class NodeDrain(
    LocalNode node,
    NodeAttempts attempts,
    IEnumerable<IAttemptRunner> runners,
    IOptions<NodeOptions> options,
    TimeProvider time,
    ILogger<NodeDrain> logger) : IHostedLifecycleService, IDisposable
{
    private readonly Lock _gate = new();
    private ITimer? _maintenanceEnd;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        node.Changed += OnNodeChanged;
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // 1. Status says so and no new job comes.
        node.Stopping = true;
        LogDraining(attempts.RunningJobs.Count(), options.Value.DrainTimeout);
        // 2. Requests are served while load balancers notice, and while jobs run: their scripts call this node for what they need. A node that has not
        // joined yet is known to no balancer.
        var notice = node.Started ? Task.Delay(options.Value.DrainNotice, time, cancellationToken) : Task.CompletedTask;
        await EndJobsAsync(cancellationToken);
        await notice;
        // 3. Nobody needs it any more. What comes all the same, until the port closes, is told to ask another node.
        node.RefusingRequests = true;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _maintenanceEnd?.Dispose();

    private async Task EndJobsAsync(CancellationToken cancellationToken)
    {
        // 1. Running jobs may end by themselves.
        if (await DrainedAsync(options.Value.DrainTimeout, cancellationToken)) return;
        // 2. What has not ended is stopped; its rule says whether it goes on elsewhere.
        attempts.HandBack();
        if (await DrainedAsync(options.Value.DrainTimeout + TimeSpan.FromSeconds(5), cancellationToken)) return;
        // 3. What does not stop is killed. Its lease ends with this process.
        foreach (var runner in runners) runner.KillAll();
    }

    private async Task<bool> DrainedAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            using var deadline = new CancellationTokenSource(limit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            await attempts.DrainAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void OnNodeChanged()
    {
        lock (_gate)
        {
            if (!node.Maintenance)
            {
                _maintenanceEnd?.Dispose();
                _maintenanceEnd = null;
            }
            else if (options.Value.MaintenanceTimeout is { } limit)
            {
                _maintenanceEnd ??= time.CreateTimer(_ => attempts.HandBack(), null, limit, Timeout.InfiniteTimeSpan);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "The node stops: {Jobs} jobs have {Limit} to end")]
    private partial void LogDraining(int jobs, TimeSpan limit);
}
