using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Universal.Grains.Jobs;
using Universal.Grains.Nodes;
using Universal.Jobs;
using Universal.Persistence.Jobs;
using Universal.Persistence.Nodes;

namespace Universal.Grains.Dispatch;

/// <summary>See <see cref="IDispatcherGrain"/>. Decides by <see cref="DispatchQueue"/>; the lease itself is the job grain's to give.</summary>
internal sealed partial class DispatcherGrain(
    IJobStore store,
    INodeStore registry,
    NodeAgents agents,
    LiveNodes nodes,
    IOptions<JobOptions> options,
    TimeProvider time,
    ILogger<DispatcherGrain> logger) : Grain, IDispatcherGrain
{
    private const int LoseAtOnce = 50;

    // A message to an agent and the agent's next announcement can pass each other: younger assignments are not missed yet.
    private static readonly TimeSpan AssignmentSettles = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ComparePeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan CompareSoon = TimeSpan.FromSeconds(10);
    private const int CompareShare = 20;
    private readonly DispatchQueue _queue = new();
    private readonly HashSet<SiloAddress> _losing = [];
    private readonly CancellationTokenSource _deactivated = new();
    private readonly HashSet<long> _heardOf = [];
    private bool _comparing;
    private bool _compareAgain;
    private DateTimeOffset _nextComparison;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // 1. Every job that is not final is in the table: the queue as it was, and the leases.
        List<long> unfinished = [];
        await foreach (var job in store.ReadLiveAsync(cancellationToken))
        {
            Adopt(job);
            if (NeedsRecovery(job.State, job.Target)) unfinished.Add(job.Id);
        }

        // 2. Read after the rows: a process that took a lease was a member before it did, so one that is not a member now is dead.
        await nodes.RefreshAsync(cancellationToken);
        LogRebuilt(_queue.WaitingCount, _queue.Holders().Count);

        // 3. The nodes are asked once; from then on they announce themselves.
        foreach (var member in nodes.Members()) _ = AskAsync(member.SiloAddress);
        foreach (var id in unfinished) _ = RecoverAsync(id);
        // A node may have told another activation, which is gone, what the table did not hold yet.
        _nextComparison = time.GetUtcNow() + CompareSoon;
        _ = WatchMembershipAsync(_deactivated.Token);
        // Interleaved: a job or the database that does not answer must not keep the nodes' news waiting.
        this.RegisterGrainTimer(OnTickAsync, new GrainTimerCreationOptions(Tick, Tick) { KeepAlive = true, Interleave = true });
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _deactivated.Cancel();
        return Task.CompletedTask;
    }

    public Task Post(DispatchNews news)
    {
        if (_comparing)
        {
            _heardOf.UnionWith(news.Released.Select(key => key.JobId));
            _heardOf.UnionWith(news.Queued.Select(job => job.Id));
            _heardOf.UnionWith(news.Withdrawn);
        }

        foreach (var key in news.Released) _queue.Release(key);
        var refused = false;
        foreach (var job in news.Queued)
        {
            refused |= job.Refusals is not null;
            _queue.NoteRefusal(job, time.GetUtcNow());
            _queue.Enqueue(job with { Origin = news.From });
        }

        foreach (var id in news.Withdrawn)
        {
            _queue.Withdraw(id);
            _unroutable.Remove(id);
            _times.Forget(id);
        }

        Dispatch();
        // It may have been the last node that could have run it.
        if (refused) TellUnroutableAsync().Ignore();
        return Task.CompletedTask;
    }

    public Task Announce(NodeOffer offer)
    {
        Take(offer);
        Dispatch();
        return Task.CompletedTask;
    }

    private void Take(NodeOffer offer)
    {
        _queue.SetNode(offer);
        var held = offer.Held.ToHashSet();
        var settled = time.GetUtcNow() - AssignmentSettles;
        var vanished = _queue.PlacedOn(offer.Silo).Where(placed => placed.At < settled && !held.Contains(placed.Key)).Select(placed => placed.Key).ToArray();
        if (vanished.Length > 0) _ = LoseAsync(offer.Silo, vanished);
    }

    private void Dispatch()
    {
        foreach (var assignment in _queue.Take(time.GetUtcNow()).GroupBy(taken => taken.Silo, taken => taken.Job))
            _ = AssignAsync(assignment.Key, assignment.ToArray());
    }

    private async Task AssignAsync(SiloAddress silo, QueuedJob[] jobs)
    {
        try
        {
            var refused = await agents.On(silo).Assign(jobs.Select(job => new AttemptKey(job.Id, job.Attempt)).ToArray());
            // A node of an earlier version says nothing.
            if (refused is not { Length: > 0 }) return;
            Requeue(jobs.Where(job => refused.Contains(new AttemptKey(job.Id, job.Attempt))));
            // Its new offer may still be on its way.
            await AskAsync(silo);
        }
        catch (Exception error)
        {
            // The node may have got them all the same: whoever asks the job grain first has the lease, the other is refused.
            LogAssignFailed(error, silo, jobs.Length);
            _queue.RemoveNode(silo);
            Requeue(jobs);
            Dispatch();
        }
    }

    private void Requeue(IEnumerable<QueuedJob> jobs)
    {
        foreach (var job in jobs)
        {
            _queue.Release(new AttemptKey(job.Id, job.Attempt));
            _queue.Enqueue(job);
        }
    }

    private async Task AskAsync(SiloAddress silo)
    {
        try
        {
            await Announce(await agents.On(silo).Offer());
        }
        catch (Exception error)
        {
            // It announces itself within seconds, or it is dead.
            LogAskFailed(error, silo);
        }
    }

    private Task WatchMembershipAsync(CancellationToken cancellationToken)
    {
        var known = nodes.Members().Select(member => member.SiloAddress).ToHashSet();
        return nodes.WatchAsync(
            _ =>
            {
                var died = false;
                foreach (var silo in _queue.Nodes.Concat(known).Where(silo => !nodes.IsLive(silo)).ToArray())
                {
                    died = true;
                    _queue.RemoveNode(silo);
                    known.Remove(silo);
                }

                known.UnionWith(nodes.Members().Select(member => member.SiloAddress));
                LoseDeadHolders();
                if (!died) return;
                CompareAsync(cancellationToken).Ignore();
                // Once more when calls that were on their way to the dead have come to their end.
                _nextComparison = time.GetUtcNow() + CompareSoon;
            },
            cancellationToken);
    }

    private async Task OnTickAsync(CancellationToken cancellationToken)
    {
        Dispatch();
        LoseDeadHolders();
        await TellUnroutableAsync();
        if (time.GetUtcNow() >= _nextComparison) await CompareAsync(cancellationToken);
    }

    private void LoseDeadHolders()
    {
        foreach (var silo in _queue.Holders().Where(silo => !nodes.IsLive(silo)))
            _ = LoseAsync(silo, _queue.PlacedOn(silo).Select(placed => placed.Key).ToArray());
    }

    /// <summary>Takes attempts from a process that is dead or does not hold them. What fails is tried again with the next tick.</summary>
    private async Task LoseAsync(SiloAddress silo, IReadOnlyList<AttemptKey> attempts)
    {
        if (!_losing.Add(silo)) return;
        try
        {
            LogLosing(silo, attempts.Count);
            var incarnation = silo.ToParsableString();
            foreach (var chunk in attempts.Chunk(LoseAtOnce))
            {
                await Task.WhenAll(chunk.Select(key => LoseAsync(key, incarnation)));
            }
        }
        catch (Exception error)
        {
            LogLoseFailed(error, silo);
        }
        finally
        {
            _losing.Remove(silo);
        }

        Dispatch();
    }

    private async Task LoseAsync(AttemptKey key, string incarnation)
    {
        await GrainFactory.GetJobAttempt(key.JobId).Lose(key.Attempt, incarnation);
        _queue.Release(key);
        // An attempt that was assigned and never started waits again, under the same number; when that was said before the release, it was no news.
        if (!_queue.Knows(key)) RecoverAsync(key.JobId).Ignore();
    }

    /// <summary>
    /// Mends what queue and table differ in. A node can die between storing a job and saying so, an answer can be lost, two dispatchers can live for a
    /// moment in a split cluster: whatever it was, the table is right. Several calls at once are one.
    /// </summary>
    private async Task CompareAsync(CancellationToken cancellationToken)
    {
        _compareAgain = true;
        if (_comparing) return;
        _comparing = true;
        _nextComparison = DateTimeOffset.MaxValue;
        try
        {
            while (_compareAgain)
            {
                _compareAgain = false;
                _heardOf.Clear();
                var started = time.GetTimestamp();
                await CompareOnceAsync(cancellationToken);
                var pause = time.GetElapsedTime(started) * CompareShare;
                var next = time.GetUtcNow() + (pause > ComparePeriod ? pause : ComparePeriod);
                // A death meanwhile may have asked for it sooner.
                if (next < _nextComparison) _nextComparison = next;
            }
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogCompareFailed(error);
            _nextComparison = time.GetUtcNow() + CompareSoon;
        }
        finally
        {
            _comparing = false;
        }
    }

    private async Task CompareOnceAsync(CancellationToken cancellationToken)
    {
        // 1. All keys, which can take a while: whatever the nodes say meanwhile is newer, and is noted.
        List<long> unknown = [];
        await foreach (var job in store.ReadLiveKeysAsync(cancellationToken))
        {
            if (NeedsRecovery(job.State, job.Target)) _ = RecoverAsync(job.Id);
            if (!_queue.Knows(new AttemptKey(job.Id, job.State == JobState.Queued ? job.Attempt + 1 : job.Attempt))) unknown.Add(job.Id);
        }

        // 2. The few that differ, each by its row as it is now. One that a node spoke of is known by that.
        var adopted = 0;
        foreach (var id in unknown)
        {
            if (await store.GetAsync(id, cancellationToken) is not { } job || job.State.IsFinal() || _heardOf.Contains(id)) continue;
            Adopt(job);
            adopted++;
        }

        if (adopted == 0) return;
        LogAdopted(adopted);
        LoseDeadHolders();
        Dispatch();
    }

    private void Adopt(JobRecord job)
    {
        // What nodes lacked when they refused it, however long ago, is found out by asking them.
        if (job.State == JobState.Queued) _queue.Enqueue(QueuedJob.From(job));
        else if (job.NodeIncarnation is { } incarnation) _queue.Place(Held(job), SiloAddress.FromParsableString(incarnation), time.GetUtcNow());
    }

    private async Task RecoverAsync(long jobId)
    {
        try
        {
            await GrainFactory.GetJobAttempt(jobId).Recover();
        }
        catch (Exception error)
        {
            LogTellFailed(error);
        }
    }

    private static bool NeedsRecovery(JobState state, JobTarget target) => state == JobState.Canceling || target.Kind == JobTargetKind.All;

    private static QueuedJob Held(JobRecord job) => QueuedJob.From(job) with { Attempt = job.Attempt };
}
