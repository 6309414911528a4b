using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Universal.Git;
using Universal.Grains.Git;
using Universal.Grains.Nodes;
using Universal.Triggers;

namespace Universal.Grains.Triggers;

/// <summary>
/// Raises the events of this node itself, and looks after triggers from it: notes new ones, has the events of dead nodes told again, wakes the sender of
/// webhooks. Every node does so; what is to be done once, one grain does.
/// </summary>
internal sealed partial class NodeEvents(
    LocalNode node,
    LiveNodes nodes,
    GitRepository repository,
    TriggerQueue queue,
    TriggerNotes notes,
    IGrainFactory grains,
    TimeProvider time,
    ILogger<NodeEvents> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    // Grains that lived on the dead node, or were known to it, are settled by then.
    private static readonly TimeSpan OnceMore = TimeSpan.FromSeconds(5);

    // A remote that is away must not keep the event back for ever.
    private static readonly TimeSpan RepositoryPatience = TimeSpan.FromMinutes(2);

    private readonly WakeSignal _woken = new();
    private int _stopping;
    private volatile bool _died = true;
    private HashSet<SiloAddress> _members = [];
    private GitNodeStatus? _git;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        node.Changed += OnNodeChanged;
        _git = repository.Status;
        repository.Synchronised += OnSynchronised;
        await UntilAsync(() => node.Started, null, stoppingToken);
        await UntilAsync(() => node.Repository is null, RepositoryPatience, stoppingToken);
        queue.Raise(Of(TriggerEvent.ServerStarted));
        _ = nodes.WatchAsync(_ => OnMembers(), stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var died = _died;
            var done = await LookAfterAsync(stoppingToken);
            await _woken.WaitAsync(!done ? RetryDelay : died ? OnceMore : Period, stoppingToken);
        }
    }

    private async Task UntilAsync(Func<bool> there, TimeSpan? patience, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (!there() && !(time.GetElapsedTime(since) >= patience)) await _woken.WaitAsync(TimeSpan.FromMilliseconds(250), cancellationToken);
    }

    private async Task<bool> LookAfterAsync(CancellationToken cancellationToken)
    {
        var table = queue.Table;
        var recover = _died | queue.TakeMissed();
        _died = false;
        try
        {
            await notes.NoteAsync(table.Snapshot.Triggers, cancellationToken);
            if (recover || table.HasWebhooks) await grains.GetGrain<IWebhooksGrain>(0).Wake();
            if (recover && table.HasJobEvents) await grains.GetGrain<ITriggerRecoveryGrain>(0).Recover().WaitAsync(cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            // It is at it, longer than a call may take.
            return true;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogLookFailed(error);
            _died |= recover;
            return false;
        }
    }

    private void OnMembers()
    {
        var now = nodes.Members().Select(member => member.SiloAddress).ToHashSet();
        if (_members.Except(now).Any())
        {
            _died = true;
            _woken.Give();
        }

        _members = now;
    }

    private void OnNodeChanged()
    {
        _woken.Give();
        if (node.Stopping && Interlocked.Exchange(ref _stopping, 1) == 0) queue.Raise(Of(TriggerEvent.ServerStopping));
    }

    private void OnSynchronised()
    {
        var (before, now) = (_git, repository.Status);
        _git = now;
        if (before is null || GitEvents.Between(before, now, time.GetUtcNow()) is not { } happened) return;
        queue.Raise(happened);
    }

    private PlatformEvent Of(TriggerEvent kind) => new()
    {
        Kind = kind,
        Id = $"server/{node.Incarnation}/{kind}",
        At = time.GetUtcNow(),
        Node = node.Name,
        Data = new JsonObject
        {
            ["computerName"] = node.Name,
            ["version"] = node.Describe([]).Version,
            ["url"] = node.Url,
            ["startTime"] = JsonSerializer.SerializeToNode(node.StartedAt),
        },
    };

    [LoggerMessage(LogLevel.Warning, "Triggers could not be looked after; trying again")]
    private partial void LogLookFailed(Exception error);
}
