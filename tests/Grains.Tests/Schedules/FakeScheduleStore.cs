using Universal.Errors;
using Universal.Persistence.Schedules;
using Universal.Schedules;

namespace Universal.Grains.Tests.Schedules;

/// <summary>The tables of schedules in memory. Outlives the schedulers that use it, as a database does, and can be away.</summary>
internal sealed class FakeScheduleStore : IScheduleStore
{
    private readonly Dictionary<string, ScheduleState> _states = [];
    private readonly SortedDictionary<(string Schedule, DateTimeOffset DueAt), ScheduleOccurrence> _rows = [];

    private readonly SortedDictionary<(string Schedule, DateTimeOffset DueAt), ScheduleOccurrence> _open = [];

    /// <summary>Whether it does not answer.</summary>
    public bool Away { get; set; }

    /// <summary>Whether the next claim is stored and its answer lost.</summary>
    public bool LoseAnswer { get; set; }

    /// <summary>Whether deleting old rows fails.</summary>
    public bool TrimFails { get; set; }

    /// <summary>Whether old rows stay.</summary>
    public bool KeepsAll { get; set; }

    /// <summary>Called once, while the next row that is not final is being written.</summary>
    public Func<Task>? WhileClaiming { get; set; }

    /// <summary>By which one call in five fails, half of them after it has happened. Null: none does.</summary>
    public Random? Faults { get; set; }

    public IReadOnlyCollection<ScheduleOccurrence> Rows => _rows.Values;

    public Task<IReadOnlyList<(ScheduleState State, ScheduleOccurrence? Last)>> ReadStatesAsync(CancellationToken cancellationToken = default) =>
        Answer<IReadOnlyList<(ScheduleState, ScheduleOccurrence?)>>(() => [.. _states.Values.Select(state => (state, Last(state.Name)))]);

    public Task<(ScheduleState State, ScheduleOccurrence? Last)?> FindStateAsync(string name, CancellationToken cancellationToken = default) =>
        Answer<(ScheduleState, ScheduleOccurrence?)?>(() => _states.TryGetValue(name, out var state) ? (state, Last(name)) : null);

    public Task PutStatesAsync(IReadOnlyList<ScheduleState> states, CancellationToken cancellationToken = default) => Answer(() =>
    {
        foreach (var state in states) _states[state.Name] = state;
        return true;
    });

    public Task DeleteStateAsync(string name, CancellationToken cancellationToken = default) => Answer(() => _states.Remove(name));

    public async Task<bool> ClaimAsync(ScheduleOccurrence occurrence, CancellationToken cancellationToken = default)
    {
        if (WhileClaiming is { } happens)
        {
            WhileClaiming = null;
            await happens();
        }

        var won = await Answer(() => _rows.TryAdd((occurrence.Schedule, occurrence.DueAt), occurrence) && Note(occurrence));
        if (!LoseAnswer) return won;
        LoseAnswer = false;
        throw new DatabaseUnavailableException("The answer was lost.");
    }

    public Task<bool> UpdateAsync(ScheduleOccurrence occurrence, CancellationToken cancellationToken = default) => Answer(() =>
    {
        if (!_rows.TryGetValue((occurrence.Schedule, occurrence.DueAt), out var row) || row.IsFinal) return false;
        _rows[(occurrence.Schedule, occurrence.DueAt)] = occurrence;
        return Note(occurrence);
    });

    public Task<IReadOnlyList<ScheduleOccurrence>> ReadOpenAsync(CancellationToken cancellationToken = default) =>
        Answer<IReadOnlyList<ScheduleOccurrence>>(() => [.. _open.Values]);

    public Task<IReadOnlyList<ScheduleOccurrence>> ListAsync(string name, DateTimeOffset? before, int take, CancellationToken cancellationToken = default) =>
        Answer<IReadOnlyList<ScheduleOccurrence>>(() => [.. _rows.Values.Where(row => row.Schedule == name && (before is null || row.DueAt < before)).Reverse().Take(take)]);

    public Task<int> TrimAsync(DateTimeOffset decidedBefore, int batch, CancellationToken cancellationToken = default) => Answer(() =>
    {
        if (TrimFails) throw new DatabaseUnavailableException("The command took too long.");
        if (KeepsAll) return 0;
        var old = _rows.Values.Where(row => row.IsFinal && row.DecidedAt < decidedBefore && row != Last(row.Schedule)).Take(batch).ToArray();
        foreach (var row in old) _rows.Remove((row.Schedule, row.DueAt));
        return old.Length;
    });

    private bool Note(ScheduleOccurrence occurrence)
    {
        if (occurrence.IsFinal) _open.Remove((occurrence.Schedule, occurrence.DueAt));
        else _open[(occurrence.Schedule, occurrence.DueAt)] = occurrence;
        return true;
    }

    private ScheduleOccurrence? Last(string name) => _rows.Values.LastOrDefault(row => row.Schedule == name);

    private Task<T> Answer<T>(Func<T> answer)
    {
        var roll = Faults?.Next(10) ?? 10;
        if (Away || roll == 0) return Task.FromException<T>(new DatabaseUnavailableException("Away."));
        var given = answer();
        return roll == 1 ? Task.FromException<T>(new DatabaseUnavailableException("The answer was lost.")) : Task.FromResult(given);
    }
}
