using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Universal.Jobs;

/// <summary>
/// Secrets among the parameters of a job. A secure string is an object with the one member <see cref="Plain"/> on its way to a node and to a script host,
/// and with the one member <see cref="Sealed"/>, encrypted, where it is stored. A credential is an object of <c>UserName</c> and such a <c>Password</c>.
/// </summary>
public static class ParameterSecrets
{
    /// <summary>Stands for a secret wherever people look.</summary>
    public const string Mask = "***";

    /// <summary>Name of the one member of an object that stands for a secure string.</summary>
    public const string Plain = "$secret";

    /// <summary>Name of the one member of an object that stands for a secure string that is encrypted.</summary>
    public const string Sealed = "$sealed";

    /// <summary>Name of the one member of an object that stands for the credential variable of that name, whose value is read when the script starts.</summary>
    public const string Credential = "$credential";

    private static readonly string[] Markers = [Plain, Sealed, Credential];
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a value stands for: the text of a secure string, encrypted or not, or the name of a credential. Null: something else.</summary>
    /// <param name="value">The value.</param>
    /// <param name="marker"><see cref="Plain"/>, <see cref="Sealed"/> or <see cref="Credential"/>.</param>
    public static string? TextOf(JsonElement value, string marker) =>
        value.ValueKind == JsonValueKind.Object && value.GetPropertyCount() == 1 && value.TryGetProperty(marker, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    /// <summary>Whether JSON has such an object, at any depth.</summary>
    public static bool Has(string? json, string marker) => TextsOf(json, marker).Count > 0;

    /// <summary>The texts of such objects, at any depth. None of what is no JSON: whoever reads it says so.</summary>
    public static IReadOnlyList<string> TextsOf(string? json, string marker)
    {
        var found = new List<string>();
        if (!MayHave(json)) return found;
        try
        {
            using var document = JsonDocument.Parse(json!);
            Collect(document.RootElement, marker, found);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // It is cut, or has half of a surrogate pair.
            found.Clear();
        }

        return found;
    }

    /// <summary>The JSON with <see cref="Mask"/> in the place of each secret, at any depth, for whoever may see the job.</summary>
    public static string? Hide(string? json) => Replace(json, (marker, text) => JsonValue.Create(marker == Credential ? text : Mask));

    /// <summary>The JSON with other values in the place of such objects, at any depth.</summary>
    /// <param name="json">The JSON; null stays null.</param>
    /// <param name="with">What stands in the place of an object, by its marker and text. Null: it stays.</param>
    public static string? Replace(string? json, Func<string, string, JsonNode?> with)
    {
        if (Markers.All(marker => !Has(json, marker))) return json;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        using (var document = JsonDocument.Parse(json!))
        {
            Write(writer, document.RootElement, with);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    // A quick look that can be wrong in one way only: a name can be written with escapes.
    private static bool MayHave(string? json) =>
        json is not null && (json.Contains("\"$", StringComparison.Ordinal) || json.Contains("\\u", StringComparison.OrdinalIgnoreCase));

    private static void Collect(JsonElement value, string marker, List<string> found)
    {
        if (TextOf(value, marker) is { } text) found.Add(text);
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject()) Collect(member.Value, marker, found);
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray()) Collect(item, marker, found);
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, Func<string, string, JsonNode?> with)
    {
        foreach (var marker in Markers)
        {
            if (TextOf(value, marker) is not { } text || with(marker, text) is not { } other) continue;
            other.WriteTo(writer);
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, with);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(writer, item, with);
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
