using System.Text.Json;
using System.Text.Json.Serialization;

namespace Universal.Gateway.Identities;

/// <summary>Reads a list of texts also from one text with commas, as PSU writes roles.</summary>
internal sealed class TextListConverter : JsonConverter<IReadOnlyList<string>?>
{
    public override IReadOnlyList<string>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString()!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        JsonTokenType.StartArray => JsonSerializer.Deserialize<string[]>(ref reader, options),
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string>? value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options);
}
