using Universal.Grains.Clock;
using Universal.Persistence.Schedules;
using Universal.Repository.Catalogue;
using Universal.Schedules;

namespace Universal.Grains.Schedules;

/// <summary>
/// The schedules that the scheduler knows, in the order in which something is to be done about them: what the catalogue declares, joined with what is
/// stored. Used by one call at a time.
/// </summary>
internal sealed class ScheduleBook(IScheduleStore store, ClusterClock clock)
{
    private static readonly TimeSpan ForgetAfter = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, ScheduleEntry> _entries = [];
    private readonly PriorityQueue<(ScheduleEntry Entry, int Ticket), DateTimeOffset> _queue = new();
    private readonly Dictionary<string, DateTimeOffset> _gone = [];
    private Dictionary<string, (ScheduleState State, ScheduleOccurrence? Last)>? _stored;
    private CatalogueSnapshot? _snapshot;

    public IReadOnlyCollection<ScheduleEntry> Entries => _entries.Values;

    public ScheduleEntry? Find(string name) => _entries.GetValueOrDefault(ScheduleRules.KeyOf(name));

    /// <summary>When something is to be done next. Null: when something happens.</summary>
    public DateTimeOffset? NextAction => _queue.TryPeek(out _, out var at) ? at : null;

    /// <summary>Puts a schedule where it belongs now.</summary>
    public void Enqueue(ScheduleEntry entry)
    {
        entry.Ticket++;
        if (entry.IsBusy) return;
        if (entry.NextAction() is { } at) _queue.Enqueue((entry, entry.Ticket), at);
    }

    /// <summary>Takes schedules about which something is to be done, at most <paramref name="count"/>. Each is busy until it is given back.</summary>
    public IReadOnlyList<ScheduleEntry> TakeDue(DateTimeOffset now, int count)
    {
        List<ScheduleEntry> due = [];
        while (due.Count < count && _queue.TryPeek(out var next, out var at) && at <= now)
        {
            _queue.Dequeue();
            if (next.Ticket != next.Entry.Ticket || next.Entry.IsBusy) continue;
            next.Entry.IsBusy = true;
            due.Add(next.Entry);
        }

        return due;
    }

    /// <summary>Ends the work on a schedule.</summary>
    public void GiveBack(ScheduleEntry entry)
    {
        entry.IsBusy = false;
        if (_entries.TryGetValue(entry.State.Name, out var known) && known == entry) Enqueue(entry);
    }

    /// <summary>
    /// Brings the book in step with a catalogue; the same one again changes nothing. A schedule that is new, or due at other times than before, counts from
    /// now on.
    /// </summary>
    /// <returns>Schedules that are new here or have changed, and occurrences of such as are not declared any more.</returns>
    public async Task<(IReadOnlyList<ScheduleEntry> Changed, IReadOnlyList<ScheduleOccurrence> Orphans)> ReconcileAsync(CatalogueSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(snapshot, _snapshot)) return ([], []);
        var now = clock.Now;
        var names = snapshot.Schedules.Select(schedule => ScheduleRules.KeyOf(schedule.Name)).ToHashSet();
        if (_stored is null)
        {
            _stored = (await store.ReadStatesAsync(cancellationToken)).ToDictionary(row => row.State.Name);
            foreach (var name in _stored.Keys.Where(name => !names.Contains(name))) _gone[name] = now;
        }

        var changes = snapshot.Schedules.Select(schedule => (Schedule: schedule, Key: ScheduleRules.KeyOf(schedule.Name)))
            .Where(item => !_entries.TryGetValue(item.Key, out var entry) || entry.Definition != item.Schedule)
            .Select(item => (item.Schedule, State: StateOf(item.Schedule, item.Key, now)))
            .ToArray();

        // 1. What counts from now on is stored first: a crash after that loses nothing, and one before it begins anew.
        await store.PutStatesAsync([.. changes.Where(change => change.State.IsNew).Select(change => change.State.State)], cancellationToken);

        // 2. Only then it is served.
        List<ScheduleEntry> changed = [];
        foreach (var (schedule, (state, isNew)) in changes)
        {
            if (!_entries.TryGetValue(state.Name, out var entry)) _entries[state.Name] = entry = new ScheduleEntry(schedule, state) { Cursor = CursorOf(state, now) };
            if (isNew) entry.Cursor = now;
            (entry.Definition, entry.State) = (schedule, state);
            changed.Add(entry);
            Enqueue(entry);
        }

        var orphans = new List<ScheduleOccurrence>();
        foreach (var (name, entry) in _entries.Where(item => !names.Contains(item.Key)).ToArray())
        {
            _entries.Remove(name);
            entry.Ticket++;
            _gone[name] = now;
            // Declared again soon, it goes on where it was.
            _stored[name] = (entry.Cursor > entry.State.Since ? entry.State with { Since = entry.Cursor } : entry.State, null);
            orphans.AddRange(entry.Open.Values);
        }

        _snapshot = snapshot;
        return (changed, orphans);
    }

    /// <summary>Takes over what is open in the table and not known here: of an activation before this one, or of a write whose answer was lost.</summary>
    /// <returns>Those of schedules that are not declared.</returns>
    public async Task<IReadOnlyList<ScheduleOccurrence>> AdoptAsync(CancellationToken cancellationToken)
    {
        List<ScheduleOccurrence> orphans = [];
        foreach (var open in await store.ReadOpenAsync(cancellationToken))
        {
            if (!_entries.TryGetValue(open.Schedule, out var entry)) orphans.Add(open);
            else if (entry.Open.TryAdd(open.DueAt, open)) Enqueue(entry);
        }

        return orphans;
    }

    /// <summary>Forgets what is stored of schedules that have not been declared for a while.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, since) in _gone.ToArray())
        {
            if (!_entries.ContainsKey(name))
            {
                if (clock.Now - since < ForgetAfter) continue;
                await store.DeleteStateAsync(name, cancellationToken);
                _stored?.Remove(name);
            }

            _gone.Remove(name);
        }
    }

    private (ScheduleState State, bool IsNew) StateOf(ScheduleDefinition schedule, string key, DateTimeOffset now)
    {
        var timing = ScheduleRules.TimingOf(schedule);
        var before = _entries.TryGetValue(key, out var entry) ? entry.State : _stored!.TryGetValue(key, out var stored) ? stored.State : null;
        if (before is null) return (new ScheduleState(key, timing, now, Paused: false, null), true);
        return before.Timing == timing ? (before, false) : (before with { Timing = timing, Since = now }, true);
    }

    // A time that lies ahead was written by a clock that was wrong: what was decided already is known by its row.
    private DateTimeOffset CursorOf(ScheduleState state, DateTimeOffset now)
    {
        var last = _stored!.TryGetValue(state.Name, out var stored) ? stored.Last?.DueAt : null;
        var cursor = last > state.Since ? last.Value : state.Since;
        return cursor < now ? cursor : now;
    }
}
