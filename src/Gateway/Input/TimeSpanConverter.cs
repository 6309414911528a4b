using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Universal.Gateway.Input;

/// <summary>
/// Reads times as days.hours:minutes:seconds, and none without a colon: .NET's own converter takes "30" for 30 days, where the caller means seconds or minutes.
/// </summary>
internal sealed class TimeSpanConverter : JsonConverter<TimeSpan>
{
    // Without a text of its own the exception gets the path, and the body's fault says what to give.
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString()!, out var value) ? value : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString("c", CultureInfo.InvariantCulture));

    /// <summary>Reads the written form. False: it is none, or has no colon.</summary>
    public static bool TryParse(string text, out TimeSpan value)
    {
        value = default;
        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out value);
    }
}
