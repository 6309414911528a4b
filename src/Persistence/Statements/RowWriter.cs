using System.Text.Json;
using Universal.Persistence.Engines;

namespace Universal.Persistence.Statements;

/// <summary>Writes rows as the JSON array that a multi-row statement takes. A null is left out.</summary>
internal readonly struct RowWriter(Utf8JsonWriter json, SqlEngine engine)
{
    public void Begin() => json.WriteStartObject();

    public void End() => json.WriteEndObject();

    public void Text(string column, string? value)
    {
        if (value is not null) json.WriteString(column, StorableText.Clean(value));
    }

    public void Number(string column, long? value)
    {
        if (value is { } number) json.WriteNumber(column, number);
    }

    public void Flag(string column, bool value) => json.WriteBoolean(column, value);

    public void Time(string column, DateTimeOffset? value)
    {
        if (value is { } time) engine.WriteTime(json, column, time);
    }
}
