using System.Threading.Channels;
using Universal.Jobs;

namespace Universal.Gateway.Jobs;

/// <summary>A subscription to a job's changes, renewed as long as it is waited on.</summary>
internal sealed class JobSubscription : IJobObserver, IAsyncDisposable
{
    // The grain forgets an observer after a minute.
    private static readonly TimeSpan RenewAfter = TimeSpan.FromSeconds(20);

    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly IGrainFactory _grains;
    private readonly IJobGrain _job;
    private readonly TimeProvider _time;
    private readonly IJobObserver _reference;
    private long _renewedAt;
    private volatile JobRecord? _latest;

    private JobSubscription(IGrainFactory grains, long jobId, TimeProvider time)
    {
        (_grains, _job, _time) = (grains, grains.GetGrain<IJobGrain>(jobId), time);
        _reference = grains.CreateObjectReference<IJobObserver>(this);
    }

    /// <summary>The job as it was last heard of; null: not yet.</summary>
    public JobRecord? Latest
    {
        get => _latest;
        set => _latest = value;
    }

    public static async Task<JobSubscription> StartAsync(IGrainFactory grains, long jobId, TimeProvider time)
    {
        var subscription = new JobSubscription(grains, jobId, time);
        await subscription.RenewAsync();
        return subscription;
    }

    /// <summary>Waits for a notification.</summary>
    /// <returns>False: none came within <paramref name="silence"/>; the grain may have moved, so the subscription was renewed.</returns>
    public async Task<bool> WaitAsync(TimeSpan silence, CancellationToken cancellationToken)
    {
        if (_time.GetElapsedTime(_renewedAt) > RenewAfter) await RenewAsync();
        using var silent = new CancellationTokenSource(silence, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silent.Token, cancellationToken);
        try
        {
            await _signals.Reader.ReadAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await RenewAsync();
            return false;
        }
    }

    public Task JobChanged(JobRecord job)
    {
        if (_latest is not { } latest || job.Version > latest.Version) _latest = job;
        _signals.Writer.TryWrite(true);
        return Task.CompletedTask;
    }

    public Task OutputAppended(long jobId, long lastSequence)
    {
        _signals.Writer.TryWrite(true);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        // The grain would forget it by itself; a failure here is nobody's concern.
        await _job.Unsubscribe(_reference).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _grains.DeleteObjectReference<IJobObserver>(_reference);
    }

    private async Task RenewAsync()
    {
        await _job.Subscribe(_reference);
        _renewedAt = _time.GetTimestamp();
    }
}
