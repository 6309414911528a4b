using System.Text.Json;
using System.Text.Json.Serialization;

namespace Universal.Gateway.Input;

/// <summary>
/// Reads a member that may hold any JSON, all of it: .NET looks at names and texts within only when they are asked for, which would be in the middle of
/// storing what half of a surrogate pair stands in.
/// </summary>
internal sealed class ElementConverter : JsonConverter<JsonElement>
{
    private const string NoText = "The body holds text that is not UTF-8, or half of a surrogate pair.";

    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var element = JsonElement.ParseValue(ref reader);
        try
        {
            Check(element);
        }
        catch (InvalidOperationException)
        {
            // With one inside, it is told as a fault of the JSON and not of the member.
            throw new JsonException(NoText, new JsonException(NoText));
        }

        return element;
    }

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => value.WriteTo(writer);

    private static void Check(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) Check(item);
                break;
            case JsonValueKind.Object:
                var names = new HashSet<string>(StringComparer.Ordinal);
                foreach (var member in element.EnumerateObject())
                {
                    if (!names.Add(member.Name)) throw new JsonException($"Duplicate property '{member.Name}' encountered.");
                    Check(member.Value);
                }

                break;
        }
    }
}
