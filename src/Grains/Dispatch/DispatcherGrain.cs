using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Universal.Grains.Jobs;
using Universal.Grains.Nodes;
using Universal.Jobs;
using Universal.Persistence.Jobs;

namespace Universal.Grains.Dispatch;

/// <summary>See <see cref="IDispatcherGrain"/>. Decides by <see cref="DispatchQueue"/>; the lease itself is the job grain's to give.</summary>
internal sealed partial class DispatcherGrain(
    IJobStore store,
    NodeAgents agents,
    LiveNodes nodes,
    IOptions<JobOptions> options,
    TimeProvider time,
    ILogger<DispatcherGrain> logger) : Grain, IDispatcherGrain
{
    private const int LoseAtOnce = 50;
    private const int UnroutableLooks = 10_000;
    private const int UnroutableCalls = 200;

    // A message to an agent and the agent's next announcement can pass each other: younger assignments are not missed yet.
    private static readonly TimeSpan AssignmentSettles = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RecoveryPeriod = TimeSpan.FromMinutes(1);
    private static readonly JobQuery Leased = new() { States = new[] { JobState.Running, JobState.Canceling }, Take = JobQuery.MaxTake };
    private readonly DispatchQueue _queue = new();
    private readonly Dictionary<long, (string Reason, DateTimeOffset Since)> _unroutable = [];
    private readonly HashSet<SiloAddress> _losing = [];
    private readonly CancellationTokenSource _deactivated = new();
    private DateTimeOffset _nextRecovery;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // 1. Every job that is not final is in the table: the queue as it was, and the leases.
        List<JobRecord> stranded = [];
        await foreach (var job in store.ReadLiveAsync(cancellationToken))
        {
            if (job.State == JobState.Queued) _queue.Enqueue(QueuedJob.From(job));
            else if (job.NodeIncarnation is { } incarnation) _queue.Place(Held(job), SiloAddress.FromParsableString(incarnation), DateTimeOffset.MinValue);
            if (NeedsRecovery(job)) stranded.Add(job);
        }

        // 2. Read after the rows: a process that took a lease was a member before it did, so one that is not a member now is dead.
        await nodes.RefreshAsync(cancellationToken);
        LogRebuilt(_queue.WaitingCount, _queue.Holders().Count);

        // 3. The nodes are asked once; from then on they announce themselves.
        foreach (var member in nodes.Members()) _ = AskAsync(member.SiloAddress);
        Recover(stranded);
        _nextRecovery = time.GetUtcNow() + RecoveryPeriod;
        _ = WatchMembershipAsync(_deactivated.Token);
        this.RegisterGrainTimer(OnTickAsync, new GrainTimerCreationOptions(Tick, Tick) { KeepAlive = true });
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _deactivated.Cancel();
        return Task.CompletedTask;
    }

    public Task Post(DispatchNews news)
    {
        foreach (var key in news.Released) _queue.Release(key);
        foreach (var job in news.Queued) _queue.Enqueue(job);
        foreach (var id in news.Withdrawn)
        {
            _queue.Withdraw(id);
            _unroutable.Remove(id);
        }

        Dispatch();
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
            await agents.On(silo).Assign(jobs.Select(job => new AttemptKey(job.Id, job.Attempt)).ToArray());
        }
        catch (Exception error)
        {
            // The node may have got them all the same: whoever asks the job grain first has the lease, the other is refused.
            LogAssignFailed(error, silo, jobs.Length);
            _queue.RemoveNode(silo);
            foreach (var job in jobs)
            {
                _queue.Release(new AttemptKey(job.Id, job.Attempt));
                _queue.Enqueue(job);
            }

            Dispatch();
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

    private async Task WatchMembershipAsync(CancellationToken cancellationToken)
    {
        try
        {
            var known = nodes.Members().Select(member => member.SiloAddress).ToHashSet();
            await foreach (var _ in nodes.Changes.WithCancellation(cancellationToken))
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
                if (died) await RecoverStrandedAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Deactivated.
        }
    }

    private async Task OnTickAsync(CancellationToken cancellationToken)
    {
        Dispatch();
        LoseDeadHolders();
        await TellUnroutableAsync();
        if (time.GetUtcNow() < _nextRecovery) return;
        _nextRecovery = time.GetUtcNow() + RecoveryPeriod;
        await RecoverStrandedAsync(cancellationToken);
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
                await Task.WhenAll(chunk.Select(key => GrainFactory.GetGrain<IJobAttempt>(key.JobId).Lose(key.Attempt, incarnation)));
                foreach (var key in chunk) _queue.Release(key);
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

    /// <summary>Lets jobs that no node can take say so, ends those that waited too long, and takes it back from those that can go on.</summary>
    private async Task TellUnroutableAsync()
    {
        var now = time.GetUtcNow();
        var unroutable = _queue.Unroutable().Take(UnroutableLooks).ToDictionary(item => item.Job.Id);
        var calls = 0;
        try
        {
            foreach (var (id, (_, reason)) in unroutable)
            {
                var known = _unroutable.TryGetValue(id, out var told);
                if (known && told.Reason == reason) continue;
                if (++calls > UnroutableCalls) return;
                await GrainFactory.GetGrain<IJobAttempt>(id).Wait(reason);
                _unroutable[id] = (reason, known ? told.Since : now);
            }

            foreach (var (id, (reason, since)) in _unroutable.ToArray())
            {
                var stays = unroutable.TryGetValue(id, out var item);
                var over = stays && item.Job.Target.Kind is (JobTargetKind.Node or JobTargetKind.Tags) && now - since >= options.Value.UnroutableDeadline;
                if (stays && !over) continue;
                if (++calls > UnroutableCalls) return;
                var job = GrainFactory.GetGrain<IJobAttempt>(id);
                if (over)
                {
                    await job.Expire($"{reason} It waited for {options.Value.UnroutableDeadline}.");
                    _queue.Withdraw(id);
                }
                else
                {
                    await job.Wait(null);
                }

                _unroutable.Remove(id);
            }
        }
        catch (Exception error)
        {
            LogTellFailed(error);
        }
    }

    private async Task RecoverStrandedAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (long? before = null; ;)
            {
                var page = await store.ListAsync(Leased with { Before = before }, cancellationToken);
                Recover(page.Where(NeedsRecovery));
                if (page.Count < Leased.Take) return;
                before = page[^1].Id;
            }
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogTellFailed(error);
        }
    }

    private void Recover(IEnumerable<JobRecord> jobs)
    {
        foreach (var job in jobs) _ = RecoverAsync(job.Id);
    }

    private async Task RecoverAsync(long jobId)
    {
        try
        {
            await GrainFactory.GetGrain<IJobAttempt>(jobId).Recover();
        }
        catch (Exception error)
        {
            LogTellFailed(error);
        }
    }

    private static bool NeedsRecovery(JobRecord job) => job.State == JobState.Canceling || job.Target.Kind == JobTargetKind.All;

    private static QueuedJob Held(JobRecord job) => QueuedJob.From(job) with { Attempt = job.Attempt };
}
