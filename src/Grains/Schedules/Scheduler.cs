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
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AdoptPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TrimPeriod = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan TrimPause = TimeSpan.FromSeconds(1);

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
            var due = _book.TakeDue(clock.Now, BatchSize);
            await Task.WhenAll(due.Select(entry => ServeAsync(entry, cancellationToken)));
            // Last: nothing that is due waits for it, nor for what fails in it.
            await KeepHouseAsync(cancellationToken);
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
        await FindJobsAsync(cancellationToken);
        await EachAsync(_unsettled.Where(entry => !entry.IsBusy && entry.RetryAt <= clock.Now), entry => SettleAsync(entry, cancellationToken));
    }

    /// <summary>Finds the jobs that run already of schedules to which that matters. An activation before this one knew them.</summary>
    private async Task FindJobsAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in _unsettled.Where(entry => !entry.WatchesJobs))
        {
            entry.Live.Clear();
            entry.KnowsJobs = false;
        }

        var unknowing = _unsettled.Where(entry => entry.WatchesJobs && !entry.KnowsJobs).ToArray();
        if (unknowing.Length == 0) return;
        var live = await jobs.ReadLiveAsync(cancellationToken);
        foreach (var entry in unknowing)
        {
            entry.Live.UnionWith(live[entry.State.Name]);
            entry.KnowsJobs = true;
        }
    }

    private async Task SettleAsync(ScheduleEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var open in entry.Open.Values.Where(open => open.State == OccurrenceState.Waiting).ToArray())
            {
                var reason = entry.IsPaused ? "The schedule was paused." : open.DueAt < entry.State.Since && entry.Definition.Kind != ScheduleKind.Continuous ? "The schedule was changed." : null;
                if (reason is null) continue;
                await CloseAsync(open, reason, cancellationToken);
                entry.Open.Remove(open.DueAt);
            }

            if (entry.LacksNext)
            {
                var last = await store.ListAsync(entry.State.Name, null, 1, cancellationToken);
                var after = last.Count > 0 ? last[0].DueAt + entry.Definition.Delay : default;
                await ClaimNextAsync(entry, Max(after, Whole(entry.State.Since)), TimeSpan.Zero, cancellationToken);
            }
            else if (entry.IsStuck)
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
            if (entry is { IsStuck: true, LacksNext: false }) await ReleaseAsync(entry, cancellationToken);
            _book.Enqueue(entry);
        }

        _ended.ExceptWith(ended);
    }

    private async Task KeepHouseAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now;
        if (now >= _nextSweep)
        {
            _nextSweep = now + SweepPeriod;
            // The word that a job has ended can be lost with its node.
            var waitedFor = _book.Entries.Where(entry => !entry.IsBusy && entry.WaitForJobs.Any())
                .SelectMany(entry => entry.Live.Select(id => (entry.State.Name, Id: id)));
            await EachAsync(waitedFor, async job =>
            {
                if (!await jobs.IsLiveAsync(job.Id, cancellationToken)) _ended.Add(job);
            });

            await EndAsync(cancellationToken);
            // A job can have ended while the row that waits for it was being written.
            _unsettled.UnionWith(_book.Entries.Where(entry => entry is { IsBusy: false, IsStuck: true }));
            await _book.ForgetAsync(cancellationToken);
        }

        if (now < _nextTrim) return;
        _nextTrim = now + TrimPeriod;
        if (await store.TrimAsync(now - options.Value.KeepOccurrences, TrimBatch, cancellationToken) == TrimBatch) _nextTrim = now + TrimPause;
    }

    private Task CloseAsync(IReadOnlyList<ScheduleOccurrence> orphans, CancellationToken cancellationToken) =>
        EachAsync(orphans, orphan => CloseAsync(orphan, "The schedule is not declared any more.", cancellationToken));

    private Task CloseAsync(ScheduleOccurrence open, string reason, CancellationToken cancellationToken) =>
        store.UpdateAsync(open with { State = OccurrenceState.Skipped, Reason = reason, JobId = null, Node = node, DecidedAt = clock.Now }, cancellationToken);

    /// <summary>Does something for each, many at a time. What it is for can change meanwhile.</summary>
    private static async Task EachAsync<T>(IEnumerable<T> all, Func<T, Task> action)
    {
        foreach (var some in all.ToArray().Chunk(BatchSize)) await Task.WhenAll(some.Select(action));
    }

    // Rows keep whole microseconds at least; seconds are enough for a time that stands for none in particular.
    private static DateTimeOffset Whole(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

/// <summary>Evaluates the condition of a schedule: whether it holds, or why that could not be found out.</summary>
internal delegate Task<(bool Met, string? Fault)> ScheduleCondition(ScheduleDefinition schedule, ScheduleOccurrence occurrence, CancellationToken cancellationToken);
