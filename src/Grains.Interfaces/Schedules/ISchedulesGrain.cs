using Universal.Calls;
using Universal.Catalogue;

namespace Universal.Schedules;

/// <summary>A schedule and where it stands.</summary>
[GenerateSerializer, Immutable, Alias("universal.ScheduleInfo")]
public sealed record ScheduleInfo
{
    /// <summary>The schedule as it is declared.</summary>
    [Id(0)] public required ScheduleDefinition Definition { get; init; }

    /// <summary>Whether it is paused: declared so, or by an operator.</summary>
    [Id(1)] public bool Paused { get; init; }

    /// <summary>When it is due next. Null: never again, or it is paused, or (of a continuous one) its job has not ended.</summary>
    [Id(2)] public DateTimeOffset? Next { get; init; }

    /// <summary>The last time it was due. Null: it never was.</summary>
    [Id(3)] public ScheduleOccurrence? Last { get; init; }
}

/// <summary>A page of schedules.</summary>
/// <param name="Schedules">The schedules.</param>
/// <param name="Total">How many there are in all.</param>
[GenerateSerializer, Immutable, Alias("universal.SchedulePage")]
public sealed record SchedulePage([property: Id(0)] IReadOnlyList<ScheduleInfo> Schedules, [property: Id(1)] int Total);

/// <summary>The schedules of the answering node's catalogue, and what became of them in the cluster. Key 0.</summary>
[Alias("universal.ISchedulesGrain")]
public interface ISchedulesGrain : IGrainWithIntegerKey
{
    /// <summary>Schedules by name, from the <paramref name="skip"/>th on, at most <paramref name="take"/> (1 to 500). Changes nothing.</summary>
    /// <param name="search">Only schedules whose name or script contains it; null: all.</param>
    /// <param name="script">Only schedules of that script, by path, name or number; null: of all.</param>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="take">How many to return.</param>
    [Alias("List"), Repeatable] Task<SchedulePage> List(string? search, string? script, int skip, int take);

    /// <summary>The schedule of that number or name, or null. Changes nothing.</summary>
    [Alias("Find"), Repeatable] Task<ScheduleInfo?> Find(string schedule);

    /// <summary>
    /// The next times that a schedule is due, at most <paramref name="count"/> (1 to 100), paused or not. Null: there is no such schedule. Empty: it is over,
    /// or continuous, whose times depend on its jobs.
    /// </summary>
    [Alias("Next"), Repeatable] Task<IReadOnlyList<DateTimeOffset>?> Next(string schedule, int count);

    /// <summary>What became of the times at which a schedule was due, newest first, before <paramref name="before"/>, at most <paramref name="take"/> (1 to 500). Null: there is no such schedule.</summary>
    [Alias("ListOccurrences"), Repeatable] Task<IReadOnlyList<ScheduleOccurrence>?> ListOccurrences(string schedule, DateTimeOffset? before, int take);

    /// <summary>
    /// Pauses or resumes a schedule for the whole cluster, until it is changed again. Times that pass while it is paused are not made up for. One that the
    /// repository declares as paused stays so. Repeating it is harmless. False: there is no such schedule.
    /// </summary>
    [Alias("SetPaused"), Repeatable] Task<bool> SetPaused(string schedule, bool paused, string? by);

    /// <summary>
    /// Declares a schedule in the repository: a line more in <c>.universal/schedules.ps1</c>, as an edit of its author. Needs a git remote that is followed
    /// two-way or push-only. A repeat is refused, because there is one of that name.
    /// </summary>
    /// <param name="json">A JSON object with the parameters of <c>New-PSUSchedule</c>, letter case ignored; those of the script in <c>parameters</c>.</param>
    /// <param name="author">Name of the identity.</param>
    [Alias("Declare"), ResponseTimeout("00:01:00")] Task<DeclarationEditResult<ScheduleDefinition>> Declare(string json, string author);

    /// <summary>Takes a schedule's declaration out of the repository, as an edit of its author. One that code makes, in a loop for instance, is refused.</summary>
    [Alias("Remove")] Task<DeclarationEditResult<ScheduleDefinition>> Remove(string schedule, string author);
}
