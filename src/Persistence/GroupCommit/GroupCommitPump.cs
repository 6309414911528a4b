using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Universal.Errors;
using Universal.Persistence.Engines;
using Universal.Persistence.Statements;

namespace Universal.Persistence.GroupCommit;

/// <summary>
/// Sends the writes of many callers on this node together: one transaction at a time, one statement per kind of write, while the next writes
/// gather. An idle pump sends at once. A failure reaches every caller of the batch and no other.
/// </summary>
internal sealed partial class GroupCommitPump : IAsyncDisposable, IDisposable
{
    private const int MaxRows = 1000;
    private const int MaxWeight = 8 * 1024 * 1024;
    private const int MaxWaiting = 8192;
    private const int FewRows = 4;

    private readonly Channel<PendingWrite> _waiting = Channel.CreateBounded<PendingWrite>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly Queue<PendingWrite> _carried = new();
    private readonly DbDataSource _source;
    private readonly SqlEngine _engine;
    private readonly DatabaseOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<GroupCommitPump> _logger;
    private readonly Task _pump;
    private TaskCompletionSource _gathered = NewSignal();
    private int _awaited = int.MaxValue;
    private bool _available = true;

    public GroupCommitPump(
        DbDataSource source, SqlEngine engine, IOptions<DatabaseOptions> options, TimeProvider time, ILogger<GroupCommitPump> logger)
    {
        (_source, _engine, _options, _time, _logger) = (source, engine, options.Value, time, logger);

        // The first caller may be a grain; nothing of its context belongs here.
        using (ExecutionContext.SuppressFlow()) _pump = Task.Run(RunAsync);
    }

    /// <summary>Sends a write and gives its result.</summary>
    /// <exception cref="DatabaseUnavailableException">No answer within the command time-out. The write may or may not have happened.</exception>
    public async Task<TResult> WriteAsync<TResult>(PendingWrite<TResult> write, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        if (!_waiting.Writer.TryWrite(write)) await WaitForRoomAsync(write, cancellationToken);
        if (_waiting.Reader.Count >= Volatile.Read(ref _awaited)) _gathered.TrySetResult();
        var left = _options.CommandTimeout - _time.GetElapsedTime(started);
        try
        {
            return await write.Completion.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time, cancellationToken);
        }
        catch (TimeoutException) when (!write.Completion.IsFaulted)
        {
            write.TryTake();
            throw new DatabaseUnavailableException(FormattableString.Invariant($"The database did not answer within {_options.CommandTimeout.TotalSeconds:0.#} s."));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            write.TryTake();
            throw;
        }
    }

    private async Task WaitForRoomAsync(PendingWrite write, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.CommandTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _waiting.Writer.WriteAsync(write, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DatabaseUnavailableException(FormattableString.Invariant($"The database took no write for {_options.CommandTimeout.TotalSeconds:0.#} s."));
        }
        catch (ChannelClosedException)
        {
            throw new DatabaseUnavailableException("This node is shutting down and sends no more writes.");
        }
    }

    private async Task RunAsync()
    {
        var lastRows = 0;
        while (_carried.Count > 0 || await _waiting.Reader.WaitToReadAsync())
        {
            if (lastRows > FewRows) await GatherAsync(lastRows);
            var batch = TakeBatch();
            lastRows = batch.Count;
            if (batch.Count > 0) await SendAsync(batch);
        }
    }

    /// <summary>
    /// The database was busy with more than a few rows: lets as many gather again, since the callers that it answered come back with their next writes.
    /// </summary>
    private async Task GatherAsync(int rows)
    {
        var missing = Math.Min(rows, MaxRows) - _carried.Count;
        if (_waiting.Reader.Count >= missing || _options.GroupCommitDelay <= TimeSpan.Zero) return;
        _gathered = NewSignal();
        Volatile.Write(ref _awaited, missing);
        // One that came before the line above was not counted by its caller.
        if (_waiting.Reader.Count < missing) await Task.WhenAny(_gathered.Task, Task.Delay(_options.GroupCommitDelay, _time));
        Volatile.Write(ref _awaited, int.MaxValue);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private List<PendingWrite> TakeBatch()
    {
        var batch = new List<PendingWrite>();
        var keys = new HashSet<(WriteKind, object)>();
        var weight = 0;
        for (var carried = _carried.Count; carried > 0; carried--) Add(_carried.Dequeue());

        // A write that must wait for the next batch waits in _carried, so that is bounded as well.
        while (batch.Count < MaxRows && weight < MaxWeight && _carried.Count < MaxRows && _waiting.Reader.TryRead(out var write)) Add(write);
        return batch;

        void Add(PendingWrite write)
        {
            if (batch.Count >= MaxRows || weight >= MaxWeight || !keys.Add((write.Kind, write.Key))) _carried.Enqueue(write);
            else if (write.TryTake())
            {
                batch.Add(write);
                weight += write.Weight;
            }
        }
    }

    private async Task SendAsync(IReadOnlyList<PendingWrite> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await CommitAsync(batch);
                if (!_available) LogAvailable();
                _available = true;
                return;
            }
            catch (Exception error)
            {
                switch (_engine.Classify(error))
                {
                    case DatabaseFault.Conflict when attempt < ConflictPause.MaxAttempts:
                        await Task.Delay(ConflictPause.After(attempt), _time);
                        continue;
                    case DatabaseFault.Data when batch.Count > 1:
                        // One row is at fault and nothing was stored. Each goes alone, so that only the guilty one fails.
                        LogSplit(batch.Count, error);
                        foreach (var write in batch) await SendAsync([write]);
                        return;
                    case DatabaseFault.Data:
                        batch[0].Fail(error);
                        return;
                    default:
                        if (_available) LogUnavailable(error);
                        _available = false;
                        var unavailable = Database.Unavailable(error);
                        foreach (var write in batch) write.Fail(unavailable);
                        return;
                }
            }
        }
    }

    private async Task CommitAsync(IReadOnlyList<PendingWrite> batch)
    {
        // Callers have their answer at the limit; the pump waits some seconds longer for the driver's, so that as a rule it does not send the next writes while
        // these may still be on their way. But never without end.
        var results = await CallLimit.WaitAsync(
            RunGroupAsync(GroupStatement.From(batch, _engine)), _options.CommandTimeout + CallLimit.Grace, TimeSpan.Zero, _time, _engine.AbandonConnections,
            CancellationToken.None);

        // Committed: from here on only the callers are told.
        foreach (var write in batch)
        {
            var byKey = results.First(result => result.Kind == write.Kind).ByKey;
            write.Complete(byKey.GetValueOrDefault(write.Key));
        }
    }

    private async Task<List<GroupResult>> RunGroupAsync(List<GroupStatement> statements)
    {
        using var timeout = new CancellationTokenSource(_options.CommandTimeout, _time);
        await using var connection = await _source.OpenConnectionAsync(timeout.Token);
        return await _engine.RunGroupAsync(connection, statements, CancellationToken.None);
    }

    /// <summary>Takes no more writes, sends those that wait, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _pump;
    }

    /// <summary>Takes no more writes; those that wait are sent in the background.</summary>
    public void Dispose() => _waiting.Writer.TryComplete();
}
