using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Universal.Errors;
using Universal.Grains.Dispatch;
using Universal.Grains.Jobs;
using Universal.Jobs;
using Universal.Persistence.Jobs;

namespace Universal.Grains.Attempts;

/// <summary>
/// Output of one attempt on its way to the table: the first records at once, then in batches. Bounded: a script that writes faster than the database
/// takes is slowed down; what is over the job's limit is dropped with a mark.
/// </summary>
internal sealed partial class AttemptOutput(
    IJobOutputStore store, IJobAttempt job, AttemptKey key, JobOptions options, TimeProvider time, ILogger logger, Action onStale)
{
    private const int Waiting = 256;
    private const int BatchRecords = 500;
    private const int BatchBytes = 512 * 1024;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500);
    private readonly Channel<JobOutput> _records = Channel.CreateBounded<JobOutput>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly Lock _gate = new();
    private Task? _pump;
    private long _sequence;
    private long _bytes;
    private bool _full;

    /// <summary>Goes on where earlier attempts of the job ended.</summary>
    public void ContinueAfter(long sequence) => _sequence = sequence;

    public ValueTask WriteAsync(OutputStream stream, string text, string? data, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_full) return ValueTask.CompletedTask;
            _bytes += Encoding.UTF8.GetByteCount(text) + (data is null ? 0 : Encoding.UTF8.GetByteCount(data));
            if (_bytes > options.MaxOutputBytes)
            {
                _full = true;
                (stream, text, data) = (OutputStream.System, FormattableString.Invariant($"Output over {options.MaxOutputBytes:N0} bytes is not kept. The script goes on."), null);
            }

            _pump ??= Task.Run(PumpAsync, CancellationToken.None);
            // Within the lock, which it does not wait in: a reader that saw a number never goes back for a smaller one.
            return _records.Writer.WriteAsync(new JobOutput(++_sequence, key.Attempt, stream, time.GetUtcNow(), text, data), cancellationToken);
        }
    }

    /// <summary>Waits until everything is stored, or the attempt was found stale. Throws what the store refused the output with.</summary>
    public async Task CompleteAsync()
    {
        _records.Writer.TryComplete();
        if (_pump is not null) await _pump;
    }

    private async Task PumpAsync()
    {
        try
        {
            await StoreAllAsync();
        }
        catch (Exception error)
        {
            // The script must not hang on a full channel that nobody empties any more: its next write fails.
            _records.Writer.TryComplete(error);
            while (_records.Reader.TryRead(out _)) { }
            throw;
        }
    }

    private async Task StoreAllAsync()
    {
        List<JobOutput> batch = [];
        while (await _records.Reader.WaitToReadAsync())
        {
            batch.Clear();
            for (var bytes = 0; batch.Count < BatchRecords && bytes < BatchBytes && _records.Reader.TryRead(out var record);)
            {
                batch.Add(record);
                bytes += record.Text.Length + (record.Data?.Length ?? 0);
            }

            if (!await StoreAsync(batch.ToArray()))
            {
                onStale();
                // Nobody stores what comes now; the script must not hang on a full channel while it is being stopped.
                await foreach (var _ in _records.Reader.ReadAllAsync()) { }
                return;
            }

            await job.Appended(key.Attempt, batch[^1].Sequence);
            if (batch.Count < BatchRecords) await Task.WhenAny(Task.Delay(options.OutputDelay, time), _records.Reader.Completion);
        }
    }

    private async Task<bool> StoreAsync(JobOutput[] batch)
    {
        while (true)
        {
            try
            {
                return await store.AppendAsync(key.JobId, key.Attempt, batch);
            }
            catch (DatabaseUnavailableException error)
            {
                // Stored or not: a repeat passes over what is. The script waits meanwhile.
                LogRetry(logger, error, key.JobId);
                await Task.Delay(RetryDelay, time);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Output of job {JobId} could not be stored; trying again")]
    private static partial void LogRetry(ILogger logger, Exception error, long jobId);
}
