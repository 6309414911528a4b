using System.Data.Common;

namespace Universal.Persistence.GroupCommit;

/// <summary>A kind of write that many callers share a statement for.</summary>
/// <param name="Statement">Name of the statement; it takes one parameter, <c>rows</c>.</param>
/// <param name="Order">Place among the statements of a transaction.</param>
/// <param name="Read">Reads the key of a write, and its result, from a row that the statement gave.</param>
internal sealed record WriteKind(string Statement, int Order, Func<DbDataReader, (object Key, object Result)> Read)
{
    public static WriteKind JobInsert { get; } = new("JobInsert", 0, ReadId);

    // Output goes before updates: an attempt's last records still find its lease when its end is in the same transaction.
    public static WriteKind OutputAppend { get; } = new("OutputAppend", 1, ReadId);

    public static WriteKind JobUpdate { get; } = new("JobUpdate", 2, ReadId);

    public static WriteKind TokenInsert { get; } = new("TokenInsert", 3, reader => (reader.GetString(0), reader.GetInt64(1)));

    public static WriteKind CachePut { get; } = new("CachePut", 4, ReadText);

    public static WriteKind CacheDelete { get; } = new("CacheDelete", 5, ReadText);

    public static WriteKind CacheTouch { get; } = new("CacheTouch", 6, ReadText);

    public static WriteKind ScheduleStatePut { get; } = new("ScheduleStatePut", 7, ReadText);

    public static WriteKind OccurrenceClaim { get; } = new("OccurrenceClaim", 8, ReadOccurrence);

    public static WriteKind OccurrenceUpdate { get; } = new("OccurrenceUpdate", 9, ReadOccurrence);

    private static (object Key, object Result) ReadId(DbDataReader reader) => (reader.GetInt64(0), true);

    private static (object Key, object Result) ReadText(DbDataReader reader) => (reader.GetString(0), true);

    private static (object Key, object Result) ReadOccurrence(DbDataReader reader) => ((reader.GetString(0), reader.GetInt64(1)), true);
}
