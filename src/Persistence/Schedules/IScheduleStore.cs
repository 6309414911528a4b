using Universal.Schedules;

namespace Universal.Persistence.Schedules;

/// <summary>What is known of a schedule beside its declaration.</summary>
/// <param name="Name">Its name in lower case.</param>
/// <param name="Timing">Which declaration it is about: <see cref="ScheduleDefinition.Timing"/>.</param>
/// <param name="Since">Nothing is due before.</param>
/// <param name="Paused">Whether an operator paused it.</param>
/// <param name="ChangedBy">Who paused or resumed it last. Null: nobody.</param>
public sealed record ScheduleState(string Name, string Timing, DateTimeOffset Since, bool Paused, string? ChangedBy);

/// <summary>Where schedules stand, and what became of the times at which they were due.</summary>
public interface IScheduleStore
{
    /// <summary>Where every schedule stands, each with its last occurrence, or null when it was never due.</summary>
    Task<IReadOnlyList<(ScheduleState State, ScheduleOccurrence? Last)>> ReadStatesAsync(CancellationToken cancellationToken = default);

    /// <summary>Where one schedule stands. Null: nobody has seen it yet.</summary>
    Task<(ScheduleState State, ScheduleOccurrence? Last)?> FindStateAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Stores states, in place of those there are. Repeating it is harmless.</summary>
    Task PutStatesAsync(IReadOnlyList<ScheduleState> states, CancellationToken cancellationToken = default);

    /// <summary>Forgets schedules that are not declared any more. Their occurrences stay until they are old.</summary>
    Task DeleteStateAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stores an occurrence: the one claim that counts. Group-committed. False: that schedule's occurrence of that time exists, and nothing was written.
    /// </summary>
    Task<bool> ClaimAsync(ScheduleOccurrence occurrence, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stores what was decided about an occurrence that is not final. Group-committed. False: it is final already, or is not there, and nothing was written.
    /// </summary>
    Task<bool> UpdateAsync(ScheduleOccurrence occurrence, CancellationToken cancellationToken = default);

    /// <summary>Every occurrence that is not final, the oldest first.</summary>
    Task<IReadOnlyList<ScheduleOccurrence>> ReadOpenAsync(CancellationToken cancellationToken = default);

    /// <summary>What became of a schedule, newest first, due before <paramref name="before"/> (null: all), at most <paramref name="take"/> (1 to 500).</summary>
    Task<IReadOnlyList<ScheduleOccurrence>> ListAsync(string name, DateTimeOffset? before, int take, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes at most <paramref name="batch"/> final occurrences that were decided before <paramref name="decidedBefore"/>, but never the last one of a
    /// schedule, from which its next time is counted. Repeat until it gives 0.
    /// </summary>
    Task<int> TrimAsync(DateTimeOffset decidedBefore, int batch, CancellationToken cancellationToken = default);
}
