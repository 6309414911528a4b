using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Universal.Grains.Clock;
using Universal.Jobs;
using Universal.Persistence.Schedules;
using Universal.Repository.Catalogue;
using Universal.Schedules;

namespace Universal.Grains.Schedules;

/// <summary>
/// Gives each time at which a schedule is due its row, and each row that is to have one its job. The row is the claim: whoever else tries, in another
/// process too, finds it there. The number of the job stands in the row from the start, so that going on after a crash makes no second job.
/// Everything goes through one call at a time.
/// </summary>
internal sealed partial class Scheduler(
    IScheduleStore store, IOccurrenceJobs jobs, ICatalogue catalogue, ClusterClock clock, ScheduleCondition condition, string node, IOptions<ScheduleOptions> options, ILogger logger)
    : IDisposable
{
    private const int BatchSize = 1_000;
    private const int TrimBatch = 5_000;
    private const int RecentJobs = 3;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AdoptPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TrimPeriod = TimeSpan.FromMinutes(10);

    private readonly ScheduleBook _book = new(store, clock);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly HashSet<(string Schedule, long JobId)> _ended = [];
    private readonly HashSet<ScheduleEntry> _unsettled = [];
    private DateTimeOffset _nextSweep;
    private DateTimeOffset _nextAdoption;
    private DateTimeOffset _nextTrim;

    /// <summary>Something happened: the next pass is due now.</summary>
    public event Action? Woken;

    /// <summary>A schedule was due and has no job, for a reason that somebody has to mend. Handlers must not block.</summary>
    public event Action<ScheduleDefinition, string>? NotStarted;

    /// <summary>Does what is due. What fails is done again by a later pass.</summary>
    /// <returns>How long there is nothing to do. Null: until something happens.</returns>
    public async Task<TimeSpan?> PassAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await clock.SynchroniseAsync(cancellationToken);
            await ReconcileAsync(cancellationToken);
            await SettleAsync(cancellationToken);
            await EndAsync(cancellationToken);
            await KeepHouseAsync(cancellationToken);
            var due = _book.TakeDue(clock.Now, BatchSize);
            await Task.WhenAll(due.Select(entry => ServeAsync(entry, cancellationToken)));
            return _book.NextAction is { } next ? Max(next - clock.Now, TimeSpan.Zero) : null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A job of a schedule has ended. Repeating it is harmless.</summary>
    public void JobEnded(string schedule, long jobId)
    {
        _ended.Add((ScheduleRules.KeyOf(schedule), jobId));
        Woken?.Invoke();
    }

    /// <summary>Pauses or resumes a schedule. False: it is not declared.</summary>
    public async Task<bool> SetPausedAsync(string schedule, bool paused, string? by, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await clock.SynchroniseAsync(cancellationToken);
            await ReconcileAsync(cancellationToken);
            if (_book.Find(schedule) is not { } entry) return false;
            if (entry.State.Paused == paused) return true;
            var state = entry.State with { Paused = paused, ChangedBy = by, Since = paused ? entry.State.Since : clock.Now };
            await store.PutStatesAsync([state], cancellationToken);
            entry.State = state;
            if (!paused) entry.Cursor = state.Since;
            _unsettled.Add(entry);
            await SettleAsync(cancellationToken);
            LogPaused(schedule, paused, by);
        }
        finally
        {
            _turn.Release();
        }

        Woken?.Invoke();
        return true;
    }

    public void Dispose() => _turn.Dispose();

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        var (changed, orphans) = await _book.ReconcileAsync(catalogue.Current, cancellationToken);
        if (changed.Count + orphans.Count == 0) return;
        LogReconciled(changed.Count, _book.Entries.Count);
        _unsettled.UnionWith(changed);
        _nextAdoption = default;
        await CloseAsync(orphans, cancellationToken);
    }

    /// <summary>
    /// Takes over what is open and not known here, and makes what waits of schedules that are new, have changed or failed fit what they are now. What fails
    /// is settled by a later pass.
    /// </summary>
    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (clock.Now >= _nextAdoption)
        {
            await CloseAsync(await _book.AdoptAsync(cancellationToken), cancellationToken);
            _nextAdoption = clock.Now + AdoptPeriod;
        }

        _unsettled.RemoveWhere(entry => _book.Find(entry.State.Name) != entry);
        await EachAsync(_unsettled.Where(entry => !entry.IsBusy && entry.RetryAt <= clock.Now), entry => SettleAsync(entry, cancellationToken));
    }

    private async Task SettleAsync(ScheduleEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            var recent = entry.WatchesJobs ? await store.ListAsync(entry.State.Name, null, RecentJobs, cancellationToken) : [];
            foreach (var started in recent.Where(occurrence => occurrence.State == OccurrenceState.Started))
            {
                if (await jobs.IsLiveAsync(started.JobId!.Value, cancellationToken)) entry.Live.Add(started.JobId.Value);
            }

            foreach (var open in entry.Open.Values.Where(open => open.State == OccurrenceState.Waiting).ToArray())
            {
                var reason = entry.IsPaused ? "The schedule was paused." : open.DueAt < entry.State.Since && entry.Definition.Kind != ScheduleKind.Continuous ? "The schedule was changed." : null;
                if (reason is null) continue;
                await CloseAsync(open, reason, cancellationToken);
                entry.Open.Remove(open.DueAt);
            }

            if (entry.LacksNext)
            {
                var after = recent.Count > 0 ? recent[0].DueAt + entry.Definition.Delay : default;
                await ClaimNextAsync(entry, Max(after, Whole(entry.State.Since)), TimeSpan.Zero, cancellationToken);
            }
            else if (entry.WatchesJobs && entry.Live.Count == 0)
            {
                await ReleaseAsync(entry, cancellationToken);
            }

            _unsettled.Remove(entry);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            Failed(entry, error);
        }

        _book.Enqueue(entry);
    }

    private Task EndAsync(CancellationToken cancellationToken) =>
        EachAsync(_ended.GroupBy(ended => ended.Schedule), ended => EndAsync(ended.Key, [.. ended], cancellationToken));

    private async Task EndAsync(string schedule, IReadOnlyList<(string Schedule, long JobId)> ended, CancellationToken cancellationToken)
    {
        if (_book.Find(schedule) is { } entry)
        {
            entry.Live.ExceptWith(ended.Select(end => end.JobId));
            if (entry.Live.Count == 0) await ReleaseAsync(entry, cancellationToken);
            _book.Enqueue(entry);
        }

        _ended.ExceptWith(ended);
    }

    /// <summary>What waited for the end of a job gets the time at which it starts.</summary>
    private async Task ReleaseAsync(ScheduleEntry entry, CancellationToken cancellationToken)
    {
        foreach (var open in entry.Open.Values.Where(open => open is { State: OccurrenceState.Waiting, StartAt: null }).ToArray())
        {
            var released = open with { StartAt = clock.Now + (entry.Definition.Kind == ScheduleKind.Continuous ? entry.Definition.Delay : TimeSpan.Zero), Node = node };
            await store.UpdateAsync(released, cancellationToken);
            entry.Open[open.DueAt] = released;
        }
    }

    private async Task KeepHouseAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now;
        if (now >= _nextSweep)
        {
            // The word that a job has ended can be lost with its node.
            var waitedFor = _book.Entries.Where(entry => !entry.IsBusy && entry.Open.Values.Any(open => open is { State: OccurrenceState.Waiting, StartAt: null }))
                .SelectMany(entry => entry.Live.Select(id => (entry.State.Name, Id: id)));
            await EachAsync(waitedFor, async job =>
            {
                if (!await jobs.IsLiveAsync(job.Id, cancellationToken)) _ended.Add(job);
            });

            await EndAsync(cancellationToken);
            await _book.ForgetAsync(cancellationToken);
            _nextSweep = now + SweepPeriod;
        }

        if (now < _nextTrim) return;
        while (await store.TrimAsync(now - options.Value.KeepOccurrences, TrimBatch, cancellationToken) == TrimBatch) ;
        _nextTrim = now + TrimPeriod;
    }

    private async Task ServeAsync(ScheduleEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            // 1. Each time that is due gets its row. Without it the next pass, here or elsewhere, decides.
            if (!entry.IsPaused)
            {
                foreach (var due in ScheduleRules.Decide(entry.Definition, entry.Cursor, clock.Now, options.Value.MisfireAfter))
                {
                    await ClaimAsync(entry, await DecideAsync(entry, due, cancellationToken), cancellationToken);
                    entry.Cursor = due.DueAt;
                }
            }

            // 2. Each row that may start gets its job, of the number that stands in it.
            foreach (var open in entry.Open.Values.Where(open => open.State == OccurrenceState.Claimed || open.StartAt <= clock.Now).ToArray())
            {
                if (entry.Definition.Condition is not null)
                {
                    // It takes a process, and its time: others must not wait. The schedule stays busy until then.
                    _ = EvaluateAsync(entry, open, cancellationToken);
                    return;
                }

                await StartAsync(entry, open, cancellationToken);
            }

            entry.RetryAt = default;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            Failed(entry, error);
        }

        _book.GiveBack(entry);
    }

    private async Task EvaluateAsync(ScheduleEntry entry, ScheduleOccurrence open, CancellationToken cancellationToken)
    {
        try
        {
            var (met, reason) = await condition(entry.Definition, open, cancellationToken);
            if (met) await StartAsync(entry, open, cancellationToken);
            else await FinishAsync(entry, open with { State = reason is null ? OccurrenceState.Skipped : OccurrenceState.Failed, Reason = reason ?? "Its condition did not hold." }, cancellationToken);
            entry.RetryAt = default;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            Failed(entry, error);
        }

        _book.GiveBack(entry);
        Woken?.Invoke();
    }

    private void Failed(ScheduleEntry entry, Exception error)
    {
        LogServeFailed(error, entry.Definition.Name);
        entry.RetryAt = clock.Now + RetryDelay;
        // The write may have happened, and its row be open without being known here; or its next time may have no row.
        _nextAdoption = default;
        _unsettled.Add(entry);
    }

    private async Task<ScheduleOccurrence> DecideAsync(ScheduleEntry entry, DueTime due, CancellationToken cancellationToken)
    {
        var schedule = entry.Definition;
        var occurrence = new ScheduleOccurrence { Schedule = entry.State.Name, DueAt = due.DueAt, Reason = due.Reason, Node = node };
        if (!due.Runs) return occurrence with { State = OccurrenceState.Skipped };
        var waiting = entry.Open.Values.FirstOrDefault(open => open is { State: OccurrenceState.Waiting, StartAt: null });
        if (schedule.Overlap != OverlapPolicy.Allow && (waiting is not null || await LiveAsync(entry, cancellationToken)))
        {
            var job = entry.Live.Count > 0 ? $"Job {entry.Live.Max()} had not ended." : "A job of it had not ended.";
            switch (schedule.Overlap)
            {
                case OverlapPolicy.Skip:
                    return occurrence with { State = OccurrenceState.Skipped, Reason = job };
                case OverlapPolicy.Queue when waiting is not null:
                    return occurrence with { State = OccurrenceState.Skipped, Reason = $"{job} The time of {waiting.DueAt:u} waits for it already." };
                case OverlapPolicy.Replace:
                    if (waiting is not null) await FinishAsync(entry, waiting with { State = OccurrenceState.Skipped, Reason = "A later time took its place." }, cancellationToken);
                    foreach (var id in entry.Live) await jobs.CancelAsync(id, $"schedule {schedule.Name}");
                    break;
            }

            return occurrence with { State = OccurrenceState.Waiting, Reason = job };
        }

        return ScheduleRules.StartOf(schedule, due.DueAt) is { } start && start > clock.Now
            ? occurrence with { State = OccurrenceState.Waiting, StartAt = start }
            : occurrence with { State = OccurrenceState.Claimed };
    }

    // The table knows better than memory, which a lost message can have left behind.
    private async Task<bool> LiveAsync(ScheduleEntry entry, CancellationToken cancellationToken)
    {
        foreach (var id in entry.Live.ToArray())
        {
            if (!await jobs.IsLiveAsync(id, cancellationToken)) entry.Live.Remove(id);
        }

        return entry.Live.Count > 0;
    }

    private async Task ClaimAsync(ScheduleEntry entry, ScheduleOccurrence occurrence, CancellationToken cancellationToken)
    {
        occurrence = occurrence with { JobId = occurrence.IsFinal ? null : await jobs.TakeIdAsync(), DecidedAt = clock.Now };
        // Another scheduler, in a cluster that has fallen apart for a moment, may have decided it: then it is that one's.
        if (await store.ClaimAsync(occurrence, cancellationToken) && !occurrence.IsFinal) entry.Open[occurrence.DueAt] = occurrence;
    }

    private async Task StartAsync(ScheduleEntry entry, ScheduleOccurrence open, CancellationToken cancellationToken)
    {
        var schedule = entry.Definition;
        // Before it exists, so that its end is not missed.
        if (entry.WatchesJobs) entry.Live.Add(open.JobId!.Value);
        var result = await jobs.CreateAsync(RequestOf(schedule), JobOrigin.Schedule(schedule.Name), open.JobId!.Value, cancellationToken);
        if (result.Status is CreateJobStatus.Created or CreateJobStatus.Existing)
        {
            await FinishAsync(entry, open with { State = OccurrenceState.Started }, cancellationToken);
            return;
        }

        entry.Live.Remove(open.JobId.Value);
        var faults = string.Join(" ", result.Errors.SelectMany(error => error.Value.Select(text => $"{error.Key}: {text}")));
        await FinishAsync(entry, open with { State = OccurrenceState.Failed, JobId = null, Reason = faults }, cancellationToken);
    }

    private async Task FinishAsync(ScheduleEntry entry, ScheduleOccurrence final, CancellationToken cancellationToken)
    {
        final = final with { Node = node, DecidedAt = clock.Now, JobId = final.State == OccurrenceState.Started ? final.JobId : null };
        if (await store.UpdateAsync(final, cancellationToken) && final is { State: OccurrenceState.Failed, Reason: { } reason })
        {
            LogNotStarted(entry.Definition.Name, reason);
            NotStarted?.Invoke(entry.Definition, reason);
        }

        entry.Open.Remove(final.DueAt);
        if (entry.LacksNext) await ClaimNextAsync(entry, final.DueAt + entry.Definition.Delay, entry.Definition.Delay, cancellationToken);
    }

    /// <summary>The next time of a continuous schedule: it starts when no job of it runs any more, and not before <paramref name="wait"/> is over.</summary>
    private Task ClaimNextAsync(ScheduleEntry entry, DateTimeOffset dueAt, TimeSpan wait, CancellationToken cancellationToken) => ClaimAsync(entry, new ScheduleOccurrence
    {
        Schedule = entry.State.Name,
        DueAt = dueAt,
        State = OccurrenceState.Waiting,
        StartAt = entry.Live.Count > 0 ? null : clock.Now + wait,
        Node = node,
    }, cancellationToken);

    private Task CloseAsync(IReadOnlyList<ScheduleOccurrence> orphans, CancellationToken cancellationToken) =>
        EachAsync(orphans, orphan => CloseAsync(orphan, "The schedule is not declared any more.", cancellationToken));

    private Task CloseAsync(ScheduleOccurrence open, string reason, CancellationToken cancellationToken) =>
        store.UpdateAsync(open with { State = OccurrenceState.Skipped, Reason = reason, JobId = null, Node = node, DecidedAt = clock.Now }, cancellationToken);

    /// <summary>Does something for each, many at a time. What it is for can change meanwhile.</summary>
    private static async Task EachAsync<T>(IEnumerable<T> all, Func<T, Task> action)
    {
        foreach (var some in all.ToArray().Chunk(BatchSize)) await Task.WhenAll(some.Select(action));
    }

    private static JobRequest RequestOf(ScheduleDefinition schedule) => new()
    {
        Script = schedule.Script,
        Parameters = schedule.Parameters,
        Environment = schedule.Environment,
        Target = schedule.Target,
        Priority = schedule.Priority,
        Timeout = schedule.Timeout,
        Credential = schedule.Credential,
    };

    // Rows keep whole microseconds at least; seconds are enough for a time that stands for none in particular.
    private static DateTimeOffset Whole(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

/// <summary>Evaluates the condition of a schedule: whether it holds, or why that could not be found out.</summary>
internal delegate Task<(bool Met, string? Fault)> ScheduleCondition(ScheduleDefinition schedule, ScheduleOccurrence occurrence, CancellationToken cancellationToken);
