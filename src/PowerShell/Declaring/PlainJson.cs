using System.Text.Json;

namespace Universal.PowerShell.Declaring;

/// <summary>Writes plain values (see <see cref="PlainValue"/>) as JSON.</summary>
public static class PlainJson
{
    /// <summary>Name of the one member of an object that stands for a secure string.</summary>
    public const string Secret = "$secret";

    /// <summary>Whether a plain value is a secure string, or holds one at any depth.</summary>
    public static bool HasSecret(object? value) => value switch
    {
        SecretText => true,
        IEnumerable<KeyValuePair<string, object?>> map => map.Any(entry => HasSecret(entry.Value)),
        string => false,
        IEnumerable<object?> list => list.Any(HasSecret),
        _ => false,
    };

    /// <summary>Writes a value.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="value">A plain value.</param>
    /// <param name="places">Whether a script block is an object with <c>$script</c>, its text, and <c>$line</c>; otherwise it is its text. A secure string
    /// is an object with <c>$secret</c>: whoever gets it knows what must not be shown.</param>
    public static void Write(Utf8JsonWriter json, object? value, bool places)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case long whole:
                json.WriteNumberValue(whole);
                break;
            case decimal exact:
                json.WriteNumberValue(exact);
                break;
            // JSON has no such numbers.
            case double real when double.IsNaN(real) || double.IsInfinity(real):
                json.WriteStringValue(real.ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            case double real:
                json.WriteNumberValue(real);
                break;
            case ScriptText script when places:
                json.WriteStartObject();
                json.WriteNumber("$line", script.Line);
                json.WriteString("$script", script.Text);
                json.WriteEndObject();
                break;
            case ScriptText script:
                json.WriteStringValue(script.Text);
                break;
            case SecretText secret:
                json.WriteStartObject();
                json.WriteString(Secret, secret.Text);
                json.WriteEndObject();
                break;
            case IEnumerable<KeyValuePair<string, object?>> map:
                WriteMap(json, map, places);
                break;
            case IEnumerable<object?> list:
                json.WriteStartArray();
                foreach (var item in list)
                    Write(json, item, places);
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }

    private static void WriteMap(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> map, bool places)
    {
        json.WriteStartObject();
        foreach (var entry in map)
        {
            json.WritePropertyName(entry.Key);
            Write(json, entry.Value, places);
        }

        json.WriteEndObject();
    }
}
