using System.Data.Common;
using Universal.Persistence.Engines;

namespace Universal.Persistence.Statements;

/// <summary>The row that a reader stands on.</summary>
internal readonly struct StatementRow(DbDataReader reader, SqlEngine engine)
{
    public string Text(int column) => reader.GetString(column);

    public string? TextOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public int Int(int column) => reader.GetInt32(column);

    public int? IntOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    public long Long(int column) => reader.GetInt64(column);

    public long? LongOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    public bool Flag(int column) => reader.GetBoolean(column);

    public DateTimeOffset Time(int column) => engine.ReadTime(reader, column);

    public DateTimeOffset? TimeOrNull(int column) => reader.IsDBNull(column) ? null : engine.ReadTime(reader, column);
}
