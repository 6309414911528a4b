using Universal.Persistence.GroupCommit;
using Universal.Persistence.Statements;
using Universal.Schedules;

namespace Universal.Persistence.Schedules;

/// <inheritdoc/>
internal sealed class ScheduleStore(Database database, GroupCommitPump pump) : IScheduleStore
{
    private const int MaxTake = 500;
    private const int MaxReason = 4_000;

    public async Task<IReadOnlyList<(ScheduleState State, ScheduleOccurrence? Last)>> ReadStatesAsync(CancellationToken cancellationToken = default) =>
        await database.QueryAsync("ScheduleStateList", _ => { }, ReadState, cancellationToken);

    public async Task<(ScheduleState State, ScheduleOccurrence? Last)?> FindStateAsync(string name, CancellationToken cancellationToken = default)
    {
        var found = await database.QueryAsync("ScheduleStateGet", p => p.Text("name", name), ReadState, cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    public Task PutStatesAsync(IReadOnlyList<ScheduleState> states, CancellationToken cancellationToken = default) =>
        Task.WhenAll(states.Select(state => pump.WriteAsync(
            new PendingWrite<bool>(WriteKind.ScheduleStatePut, state.Name, 200 + state.Name.Length, missing: false, row =>
            {
                row.Begin();
                row.Text("name", state.Name);
                row.Text("fingerprint", state.Timing);
                row.Time("since", state.Since);
                row.Flag("paused", state.Paused);
                row.Text("changed_by", state.ChangedBy);
                row.End();
            }),
            cancellationToken)));

    public Task DeleteStateAsync(string name, CancellationToken cancellationToken = default) =>
        database.ExecuteAsync("ScheduleStateDelete", p => p.Text("name", name), cancellationToken);

    public Task<bool> ClaimAsync(ScheduleOccurrence occurrence, CancellationToken cancellationToken = default) => WriteAsync(WriteKind.OccurrenceClaim, occurrence, cancellationToken);

    public Task<bool> UpdateAsync(ScheduleOccurrence occurrence, CancellationToken cancellationToken = default) => WriteAsync(WriteKind.OccurrenceUpdate, occurrence, cancellationToken);

    public async Task<IReadOnlyList<ScheduleOccurrence>> ReadOpenAsync(CancellationToken cancellationToken = default) =>
        await database.QueryAsync("OccurrenceReadOpen", _ => { }, row => ReadOccurrence(row, 0), cancellationToken);

    public async Task<IReadOnlyList<ScheduleOccurrence>> ListAsync(string name, DateTimeOffset? before, int take, CancellationToken cancellationToken = default) =>
        await database.QueryAsync("OccurrenceList", p =>
        {
            p.Text("name", name);
            p.Time("beforeTime", before ?? new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero));
            p.Number("take", Math.Clamp(take, 1, MaxTake));
        }, row => ReadOccurrence(row, 0), cancellationToken);

    public Task<int> TrimAsync(DateTimeOffset decidedBefore, int batch, CancellationToken cancellationToken = default) =>
        database.ExecuteAsync("OccurrenceTrim", p =>
        {
            p.Time("beforeTime", decidedBefore);
            p.Number("batch", batch);
        }, cancellationToken);

    private Task<bool> WriteAsync(WriteKind kind, ScheduleOccurrence occurrence, CancellationToken cancellationToken) => pump.WriteAsync(
        new PendingWrite<bool>(kind, KeyOf(occurrence), 300 + occurrence.Schedule.Length + (occurrence.Reason?.Length ?? 0), missing: false, row =>
        {
            row.Begin();
            row.Text("schedule", occurrence.Schedule);
            row.Time("due_at", occurrence.DueAt);
            row.Number("state", (int)occurrence.State);
            row.Time("start_at", occurrence.StartAt);
            row.Number("job_id", occurrence.JobId);
            row.Text("reason", occurrence.Reason is { Length: > MaxReason } reason ? reason[..MaxReason] : occurrence.Reason);
            row.Text("node", occurrence.Node);
            row.Time("decided_at", occurrence.DecidedAt);
            row.End();
        }),
        cancellationToken);

    // Whole microseconds, as the engine that keeps least does; the statements give them back.
    private static (string Schedule, long Microseconds) KeyOf(ScheduleOccurrence occurrence) =>
        (occurrence.Schedule, (occurrence.DueAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);

    private static (ScheduleState State, ScheduleOccurrence? Last) ReadState(StatementRow row) => (
        new ScheduleState(row.Text(0), row.Text(1), row.Time(2), row.Flag(3), row.TextOrNull(4)),
        row.TextOrNull(5) is null ? null : ReadOccurrence(row, 5));

    private static ScheduleOccurrence ReadOccurrence(StatementRow row, int column) => new()
    {
        Schedule = row.Text(column),
        DueAt = row.Time(column + 1),
        State = (OccurrenceState)row.Int(column + 2),
        StartAt = row.TimeOrNull(column + 3),
        JobId = row.LongOrNull(column + 4),
        Reason = row.TextOrNull(column + 5),
        Node = row.Text(column + 6),
        DecidedAt = row.Time(column + 7),
    };
}
