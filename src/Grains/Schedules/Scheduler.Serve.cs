using Universal.Jobs;
using Universal.Schedules;

namespace Universal.Grains.Schedules;

/// <summary>What is done about one schedule that is due.</summary>
internal sealed partial class Scheduler
{
    // Of one schedule at once; what is more follows in the next pass, so that others do not wait for it.
    private const int ServedAtOnce = 20;

    private async Task ServeAsync(ScheduleEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            // 1. Each time that is due gets its row. Without it the next pass, here or elsewhere, decides.
            if (!entry.IsPaused)
            {
                foreach (var due in ScheduleRules.Decide(entry.Definition, entry.Cursor, clock.Now, options.Value.MisfireAfter).Take(ServedAtOnce))
                {
                    await ClaimAsync(entry, await DecideAsync(entry, due, cancellationToken), cancellationToken);
                    entry.Cursor = due.DueAt;
                }
            }

            // 2. Each row that may start gets its job, of the number that stands in it.
            foreach (var open in entry.Open.Values.Where(open => open.State == OccurrenceState.Claimed || open.StartAt <= clock.Now).Take(ServedAtOnce).ToArray())
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
        if (schedule.Overlap == OverlapPolicy.Replace)
        {
            foreach (var open in entry.Open.Values.ToArray())
                await FinishAsync(entry, open with { State = OccurrenceState.Skipped, Reason = "A later time took its place." }, cancellationToken);
        }

        // A row that is about to start counts as the job that it will have.
        if (schedule.Overlap != OverlapPolicy.Allow && (await LiveAsync(entry, cancellationToken) | entry.Open.Count > 0))
        {
            var before = entry.Live.Count > 0 ? $"Job {entry.Live.Max()} had not ended." : $"The job of {entry.Open.Keys[0]:u} had not ended.";
            switch (schedule.Overlap)
            {
                case OverlapPolicy.Skip:
                    return occurrence with { State = OccurrenceState.Skipped, Reason = before };
                case OverlapPolicy.Queue when entry.WaitForJobs.FirstOrDefault() is { } waiting:
                    return occurrence with { State = OccurrenceState.Skipped, Reason = $"{before} The time of {waiting.DueAt:u} waits for it already." };
                case OverlapPolicy.Replace:
                    foreach (var id in entry.Live) await jobs.CancelAsync(id, $"schedule {schedule.Name}");
                    break;
            }

            return occurrence with { State = OccurrenceState.Waiting, Reason = before };
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
        else if (entry.IsStuck) await ReleaseAsync(entry, cancellationToken);
    }

    /// <summary>The next time of a continuous schedule: it starts when no job of it runs any more, and not before <paramref name="wait"/> is over.</summary>
    private async Task ClaimNextAsync(ScheduleEntry entry, DateTimeOffset dueAt, TimeSpan wait, CancellationToken cancellationToken)
    {
        await ClaimAsync(entry, new ScheduleOccurrence
        {
            Schedule = entry.State.Name,
            DueAt = dueAt,
            State = OccurrenceState.Waiting,
            StartAt = entry.Live.Count > 0 ? null : clock.Now + wait,
            Node = node,
        }, cancellationToken);
        // The job can have ended while the row was being written.
        if (entry is { IsStuck: true, LacksNext: false }) await ReleaseAsync(entry, cancellationToken);
    }

    /// <summary>What waited for the end of a job gets the time at which it starts.</summary>
    private async Task ReleaseAsync(ScheduleEntry entry, CancellationToken cancellationToken)
    {
        foreach (var open in entry.WaitForJobs.ToArray())
        {
            var released = open with { StartAt = clock.Now + (entry.Definition.Kind == ScheduleKind.Continuous ? entry.Definition.Delay : TimeSpan.Zero), Node = node };
            await store.UpdateAsync(released, cancellationToken);
            entry.Open[open.DueAt] = released;
        }
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
}
