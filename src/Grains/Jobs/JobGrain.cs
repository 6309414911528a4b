using Microsoft.Extensions.Logging;
using Orleans.Placement;
using Orleans.Utilities;
using Universal.Grains.Dispatch;
using Universal.Grains.Nodes;
using Universal.Jobs;
using Universal.Persistence.Jobs;

namespace Universal.Grains.Jobs;

/// <summary>
/// One job. Loads its row, decides by <see cref="JobTransitions"/>, writes, then acts. The row's version keeps a second activation, which a split
/// cluster can have for a moment, from writing over the first. It lives where the job was created: most is written there, and no look for a better node is paid.
/// </summary>
[PreferLocalPlacement]
internal sealed partial class JobGrain(
    IJobStore store,
    DispatchPost dispatch,
    NodeAgents agents,
    NodeChildren children,
    IEnumerable<IJobListener> listeners,
    TimeProvider time,
    ILogger<JobGrain> logger) : Grain, IJobGrain, IJobAttempt
{
    private const int WriteTries = 5;
    private static readonly TimeSpan SubscriptionTime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StopRetryDelay = TimeSpan.FromSeconds(2);
    private JobRecord? _job;
    private bool _loaded;
    private ObserverManager<IJobObserver>? _observers;
    private IGrainTimer? _stopRetry;

    public async Task<JobRecord?> Get() => await LoadAsync();

    public async Task<JobOperationStatus> Create(JobRecord job)
    {
        // 1. On its way to a node while it is on its way to the disk: who comes to start it waits behind this call, and is refused when there is no row.
        if (job.State == JobState.Queued) dispatch.Queued(job);
        // 2. Stored: from here on it ends, whatever dies.
        if (await store.InsertAsync(job))
        {
            Remember(job);
            await AfterAsync(job, isQueued: true);
            return JobOperationStatus.Done;
        }

        // The number is this job's alone: a row of that number was stored by an earlier call whose answer was lost.
        _loaded = false;
        if (await LoadAsync() is not { } stored) return JobOperationStatus.Conflict;
        await AfterAsync(stored);
        return JobOperationStatus.Done;
    }

    public async Task<JobRecord?> Start(int attempt, string node, string incarnation)
    {
        if (await ApplyAsync(job => JobTransitions.Start(job, attempt, node, incarnation, time.GetUtcNow())) is { } started) return started;
        // The answer to an earlier call was lost: the caller holds the lease already.
        if (_job is { } held && held.State.HoldsLease() && held.Attempt == attempt && held.NodeIncarnation == incarnation) return held;
        // Another attempt is due than the one that was assigned: the dispatcher must know.
        if (_job is { State: JobState.Queued }) dispatch.Queued(_job);
        return null;
    }

    public Task Complete(int attempt, AttemptReport report) => ApplyAsync(
        job => JobTransitions.Complete(job, attempt, report.Outcome, report.TimedOut, time.GetUtcNow(), Random.Shared.NextDouble()));

    public async Task Lose(int attempt, string incarnation)
    {
        var lost = await ApplyAsync(job => job.NodeIncarnation == incarnation ? JobTransitions.LoseNode(job, attempt, time.GetUtcNow()) : null);
        // Assigned, but never started: it still waits, and the dispatcher must know.
        if (lost is null && _job?.State == JobState.Queued) dispatch.Queued(_job);
    }

    public async Task<bool> Ask(int attempt, JobFeedback feedback) =>
        await ApplyAsync(job => JobTransitions.Ask(job, attempt, feedback)) is not null;

    public async Task Progress(int attempt, int? percent, string? text) =>
        await ApplyAsync(job => JobTransitions.Progress(job, attempt, percent, text));

    public Task Wait(string? reason) => ApplyAsync(job => JobTransitions.Wait(job, reason));

    public Task Expire(string reason) => ApplyAsync(job => JobTransitions.Expire(job, reason, time.GetUtcNow(), Random.Shared.NextDouble()));

    public Task Appended(int attempt, long lastSequence) =>
        _observers?.Notify(observer => observer.OutputAppended(this.GetPrimaryKeyLong(), lastSequence)) ?? Task.CompletedTask;

    public async Task<JobOperationStatus> Cancel(string? by)
    {
        if (await LoadAsync() is not { } job) return JobOperationStatus.NotFound;
        if (job.State != JobState.Canceling)
        {
            if (await ApplyAsync(current => JobTransitions.Cancel(current, by, time.GetUtcNow())) is not { } canceled)
            {
                // A repeat can come when the processes are gone already.
                return _job is { State: JobState.Canceled } ? JobOperationStatus.Done : JobOperationStatus.Conflict;
            }

            if (canceled.State.IsFinal()) dispatch.Withdrawn(canceled.Id);
        }

        await StopAttemptAsync(by);
        return JobOperationStatus.Done;
    }

    public async Task<JobOperationStatus> Answer(int feedbackId, string answer)
    {
        if (await LoadAsync() is not { } job) return JobOperationStatus.NotFound;
        if (JobTransitions.Answer(job, feedbackId) is null) return JobOperationStatus.Conflict;
        // 1. The script gets the answer. It takes one answer to a question, so a repeat is harmless.
        if (!await agents.On(SiloAddress.FromParsableString(job.NodeIncarnation!)).Answer(new(job.Id, job.Attempt), feedbackId, answer))
            return JobOperationStatus.Conflict;
        // 2. The row says so. A crash before this leaves the question on the row until the script ends or asks again.
        await ApplyAsync(current => JobTransitions.Answer(current, feedbackId));
        return JobOperationStatus.Done;
    }

    public async Task<bool> Subscribe(IJobObserver observer)
    {
        if (await LoadAsync() is null) return false;
        _observers ??= new ObserverManager<IJobObserver>(SubscriptionTime, logger);
        _observers.Subscribe(observer, observer);
        return true;
    }

    public Task Unsubscribe(IJobObserver observer)
    {
        _observers?.Unsubscribe(observer);
        return Task.CompletedTask;
    }

    public async Task Recover()
    {
        if (await LoadAsync() is not { } job || job.State.IsFinal()) return;
        if (job.Target.Kind == JobTargetKind.All)
        {
            await children.SpawnMissingAsync(job);
            if (job.State == JobState.Canceling) await children.CancelAsync(job, null);
            var all = await children.ReadAsync(job);
            await ApplyAsync(current => JobTransitions.EndParent(current, all, time.GetUtcNow()));
        }
        else if (job.State == JobState.Canceling)
        {
            await StopAttemptAsync(null);
        }
        else if (job.State == JobState.Queued)
        {
            dispatch.Queued(job);
        }
    }

    private async ValueTask<JobRecord?> LoadAsync()
    {
        if (!_loaded) Remember(await store.GetAsync(this.GetPrimaryKeyLong()));
        return _job;
    }

    // That there is no row is not remembered: it may be on its way.
    private void Remember(JobRecord? job) => (_job, _loaded) = (job, job is not null);

    /// <summary>Writes what the transition decides. Null: it does not allow it, or there is no such job.</summary>
    private async Task<JobRecord?> ApplyAsync(Func<JobRecord, JobRecord?> transition)
    {
        for (var i = 0; i < WriteTries; i++)
        {
            var remembered = _loaded;
            if (await LoadAsync() is not { } job) return null;
            var next = transition(job);
            if (next is null && !remembered) return null;
            // Whether or not the write fails, memory is not trusted until it is known to have happened. Nor is a refusal by memory: another activation
            // may have written meanwhile.
            _loaded = false;
            if (next is not null && await store.UpdateAsync(next))
            {
                Remember(next);
                await AfterAsync(next);
                return next;
            }
        }

        throw new InvalidOperationException($"The row of job {this.GetPrimaryKeyLong()} changed {WriteTries} times while it was being written.");
    }

    /// <summary>What follows from a stored state. Whatever of this a crash leaves undone, the dispatcher's recovery does.</summary>
    private async Task AfterAsync(JobRecord job, bool isQueued = false)
    {
        if (_observers is { Count: > 0 } observers) await observers.Notify(observer => observer.JobChanged(job));
        foreach (var listener in listeners) listener.Changed(job);
        if (job.State == JobState.Queued && !isQueued) dispatch.Queued(job);
        if (job.Target.Kind == JobTargetKind.All && job.State == JobState.Running && job.Version == 1) await Recover();
        if (!job.State.IsFinal()) return;
        LogJobEnded(job.Id, job.Script, job.State, job.Attempt);
        if (NodeChildren.IsNodeChild(job)) children.TellParent(job);
        _stopRetry?.Dispose();
        // A finished job is read from the table; only watchers keep its grain.
        if (_observers is not { Count: > 0 }) DeactivateOnIdle();
    }

    private async Task StopAttemptAsync(string? by)
    {
        if (_job is not { State: JobState.Canceling } job) return;
        if (job.Target.Kind == JobTargetKind.All)
        {
            await children.CancelAsync(job, by);
            return;
        }

        try
        {
            await agents.On(SiloAddress.FromParsableString(job.NodeIncarnation!)).Stop(new(job.Id, job.Attempt));
        }
        catch (Exception error)
        {
            // Either the node is dead, then its death ends the job, or the message was lost, then it is sent again.
            LogStopFailed(error, job.Id, job.Node);
            _stopRetry ??= this.RegisterGrainTimer(RetryStopAsync, new GrainTimerCreationOptions(StopRetryDelay, StopRetryDelay) { KeepAlive = true });
        }
    }

    private async Task RetryStopAsync(CancellationToken cancellationToken)
    {
        if (_job is not { State: JobState.Canceling })
        {
            _stopRetry?.Dispose();
            return;
        }

        await StopAttemptAsync(null);
    }
}
