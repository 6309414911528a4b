using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Universal.Grains.Jobs;
using Universal.Jobs;
using Universal.Repository.Catalogue;
using Universal.Triggers;

namespace Universal.Grains.Triggers;

/// <summary>
/// Takes the events of this node, and starts the triggers that wait for them away from who raised them. Where no trigger waits, an event costs a look into a
/// table. The queue is bounded: what it cannot take of jobs is told again by the recovery, anything else is lost and logged.
/// </summary>
internal sealed partial class TriggerQueue : BackgroundService, IJobListener, IPlatformEvents
{
    private const int Length = 10_000;
    private const int Workers = 8;
    private const int Tries = 6;

    // Progress and answers tell a start again and again; what is known here needs no look into the database.
    private const int Remembered = 20_000;
    private static readonly TimeSpan LastMoments = TimeSpan.FromSeconds(5);

    private readonly Channel<PlatformEvent> _queue = Channel.CreateBounded<PlatformEvent>(Length);
    private readonly ConcurrentDictionary<string, bool> _known = new();
    private readonly ConcurrentQueue<string> _order = new();
    private readonly ICatalogue _catalogue;
    private readonly TriggerAction _action;
    private readonly EventLimiter _limiter;
    private readonly TimeSpan _recoveryWindow;
    private readonly TimeProvider _time;
    private readonly ILogger<TriggerQueue> _logger;
    private volatile TriggerTable _table = new(CatalogueSnapshot.Empty);
    private int _missed;

    /// <summary>Makes the queue of this node.</summary>
    public TriggerQueue(ICatalogue catalogue, TriggerAction action, IOptions<TriggerOptions> options, TimeProvider time, ILogger<TriggerQueue> logger)
    {
        (_catalogue, _action, _time, _logger) = (catalogue, action, time, logger);
        _limiter = new EventLimiter(options.Value.MaxEventsPerMinute, time);
        _recoveryWindow = options.Value.RecoveryWindow;
    }

    /// <summary>The triggers of the catalogue in force.</summary>
    public TriggerTable Table
    {
        get
        {
            var current = _catalogue.Current;
            return ReferenceEquals(_table.Snapshot, current) ? _table : _table = new TriggerTable(current);
        }
    }

    /// <summary>Whether events of jobs were missed since this was last asked.</summary>
    public bool TakeMissed() => Interlocked.Exchange(ref _missed, 0) > 0;

    /// <inheritdoc />
    public bool Wants(TriggerEvent kind) => Table.For(kind).Length > 0;

    /// <inheritdoc />
    public void Changed(JobRecord job)
    {
        var table = Table;
        if (!table.HasJobEvents || JobEvents.KindOf(job) is not { } kind || !IsWaitedFor(table, job, kind)) return;
        if (JobEvents.Told(job, kind, _time.GetUtcNow(), _recoveryWindow) is not { } happened || _known.ContainsKey(happened.Id)) return;
        if (_queue.Writer.TryWrite(happened)) Remember(happened.Id);
        else Miss(happened.Id);
    }

    /// <inheritdoc />
    public void Raise(PlatformEvent happened)
    {
        if (!Wants(happened.Kind)) return;
        if (!_limiter.Take(happened.Kind, out var refused)) return;
        if (refused > 0) LogRefused(refused, happened.Kind);
        if (!_queue.Writer.TryWrite(happened)) LogLost(happened.Id);
    }

    /// <summary>Takes the events that a job has behind it, as far as somebody may not have told them. Waits when there are more than can be taken.</summary>
    public async Task RecoverAsync(JobRecord job, CancellationToken cancellationToken)
    {
        var table = Table;
        foreach (var kind in JobEvents.KindsBehind(job))
        {
            if (!IsWaitedFor(table, job, kind)) continue;
            var happened = JobEvents.Of(job, kind) with { Recovered = true };
            if (_known.ContainsKey(happened.Id)) continue;
            await _queue.Writer.WriteAsync(happened, cancellationToken);
            Remember(happened.Id);
        }
    }

    /// <summary>Starts what is waiting before the silo goes, as far as that is quick.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        if (ExecuteTask is { } running) await Task.WhenAny(running, Task.Delay(LastMoments, _time, cancellationToken));
        await base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(() => WorkAsync(stoppingToken), CancellationToken.None)));

    private static bool IsWaitedFor(TriggerTable table, JobRecord job, TriggerEvent kind)
    {
        foreach (var trigger in table.For(kind))
        {
            if (TriggerRules.Matches(trigger, job.Script, job.Node) && !TriggerRules.IsOutOfQuestion(trigger, job)) return true;
        }

        return false;
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var happened in _queue.Reader.ReadAllAsync(stoppingToken))
            {
                foreach (var trigger in Table.For(happened.Kind))
                {
                    if (TriggerRules.Matches(trigger, happened)) await FireAsync(trigger, happened, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left of jobs is told again by another node, or at the next start.
        }
    }

    private async Task FireAsync(TriggerDefinition trigger, PlatformEvent happened, CancellationToken stoppingToken)
    {
        for (var i = 1; ; i++)
        {
            try
            {
                await _action.FireAsync(trigger, happened, stoppingToken);
                return;
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The database is away, or a grain's node has just died.
                LogFireFailed(error, trigger.Name, happened.Id, i);
                if (i == Tries)
                {
                    if (happened.Job is not null) Miss(happened.Id);
                    return;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500 * Math.Pow(2, i - 1)), _time, stoppingToken);
        }
    }

    private void Remember(string id)
    {
        if (!_known.TryAdd(id, true)) return;
        _order.Enqueue(id);
        while (_order.Count > Remembered && _order.TryDequeue(out var oldest)) _known.TryRemove(oldest, out _);
    }

    private void Miss(string id)
    {
        _known.TryRemove(id, out _);
        if (Interlocked.Exchange(ref _missed, 1) == 0) LogMissed(id);
    }

    [LoggerMessage(LogLevel.Warning, "Event {EventId} and perhaps others could not be taken now; the recovery tells them again")]
    private partial void LogMissed(string eventId);

    [LoggerMessage(LogLevel.Warning, "Event {EventId} is lost: too many wait")]
    private partial void LogLost(string eventId);

    [LoggerMessage(LogLevel.Warning, "{Count} events {Kind} of the last minutes started nothing: more than Triggers:MaxEventsPerMinute")]
    private partial void LogRefused(int count, TriggerEvent kind);

    [LoggerMessage(LogLevel.Warning, "Trigger {Trigger} could not be started for event {EventId}, try {Try}")]
    private partial void LogFireFailed(Exception error, string trigger, string eventId, int @try);
}
