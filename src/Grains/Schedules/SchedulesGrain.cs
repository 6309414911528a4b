using Orleans.Concurrency;
using Universal.Catalogue;
using Universal.Grains.Catalogue;
using Universal.Grains.Clock;
using Universal.Grains.Execution;
using Universal.Persistence.Schedules;
using Universal.Repository.Catalogue;
using Universal.Schedules;

namespace Universal.Grains.Schedules;

/// <summary>See <see cref="ISchedulesGrain"/>.</summary>
[StatelessWorker, Reentrant]
internal sealed class SchedulesGrain(ICatalogue catalogue, IScheduleStore store, DeclarationEdits edits, ConditionRunner conditions, ClusterClock clock) : Grain, ISchedulesGrain
{
    private const int MaxTake = 500;
    private const int MaxNext = 100;

    public async Task<SchedulePage> List(string? search, string? script, int skip, int take)
    {
        var snapshot = catalogue.Current;
        var path = script is null ? null : snapshot.Find(script)?.Path ?? script;
        var found = snapshot.Schedules
            .Where(schedule => string.IsNullOrEmpty(search)
                || schedule.Name.Contains(search, StringComparison.OrdinalIgnoreCase) || schedule.Script.Contains(search, StringComparison.OrdinalIgnoreCase))
            .Where(schedule => path is null || path.Equals(snapshot.Find(schedule.Script)?.Path ?? schedule.Script, StringComparison.OrdinalIgnoreCase))
            .ToArray();
        var page = found.Skip(Math.Max(skip, 0)).Take(Math.Clamp(take, 1, MaxTake)).ToArray();
        var states = page.Length == 0 ? [] : (await store.ReadStatesAsync()).ToDictionary(row => row.State.Name);
        var now = await clock.ReadAsync();
        return new SchedulePage([.. page.Select(schedule => Describe(schedule, states.TryGetValue(ScheduleRules.KeyOf(schedule.Name), out var row) ? row : null, now))], found.Length);
    }

    public async Task<ScheduleInfo?> Find(string schedule) =>
        catalogue.Current.FindSchedule(schedule) is { } found ? Describe(found, await store.FindStateAsync(ScheduleRules.KeyOf(found.Name)), await clock.ReadAsync()) : null;

    public async Task<IReadOnlyList<DateTimeOffset>?> Next(string schedule, int count) =>
        catalogue.Current.FindSchedule(schedule) is { } found ? ScheduleTimeline.After(found, await clock.ReadAsync()).Take(Math.Clamp(count, 1, MaxNext)).ToArray() : null;

    public async Task<IReadOnlyList<ScheduleOccurrence>?> ListOccurrences(string schedule, DateTimeOffset? before, int take) =>
        catalogue.Current.FindSchedule(schedule) is { } found ? await store.ListAsync(ScheduleRules.KeyOf(found.Name), before, take) : null;

    public Task<bool> SetPaused(string schedule, bool paused, string? by) => catalogue.Current.FindSchedule(schedule) is { } found
        ? GrainFactory.GetGrain<ISchedulerGrain>(0).SetPaused(found.Name, paused, by)
        : Task.FromResult(false);

    public async Task<DeclarationEditResult<ScheduleDefinition>> Declare(string json, string author)
    {
        if (ScheduleBody.Form.Read(json, out var errors) is not { } declaration) return DeclarationEdits.Invalid<ScheduleDefinition>(errors);
        var snapshot = catalogue.Current;
        if (ScheduleBody.Check(declaration, snapshot, out errors) is not { } schedule) return DeclarationEdits.Invalid<ScheduleDefinition>(errors);
        if (snapshot.FindSchedule(schedule.Name) is not null) return DeclarationEdits.Taken<ScheduleDefinition>("schedule", schedule.Name);
        if (await conditions.FaultOfAsync(schedule.Condition) is { } fault) return DeclarationEdits.Invalid<ScheduleDefinition>("condition", fault);
        return await edits.AppendAsync(schedule, ScheduleBody.Form.File, ScheduleBody.Form.Text(declaration), $"Add schedule {schedule.Name}", author);
    }

    public async Task<DeclarationEditResult<ScheduleDefinition>> Remove(string schedule, string author) => catalogue.Current.FindSchedule(schedule) is { } found
        ? await edits.ReplaceAsync(found, (found.File, found.Line, found.EndLine), lines => ScheduleBody.IsDeclaredBy(found, lines), null, $"Remove schedule {found.Name}", author)
        : DeclarationEdits.NotFound<ScheduleDefinition>();

    private static ScheduleInfo Describe(ScheduleDefinition schedule, (ScheduleState State, ScheduleOccurrence? Last)? stored, DateTimeOffset now)
    {
        var paused = schedule.Paused || stored?.State.Paused == true;
        var last = stored?.Last;
        var next = paused ? null : schedule.Kind == ScheduleKind.Continuous ? last is { IsFinal: false } ? last.StartAt : null : ScheduleTimeline.Next(schedule, now);
        return new ScheduleInfo { Definition = schedule, Paused = paused, Next = next, Last = last };
    }
}
