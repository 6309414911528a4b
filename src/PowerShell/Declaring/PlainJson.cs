using System.Text.Json;

namespace Universal.PowerShell.Declaring;

/// <summary>Writes plain values (see <see cref="PlainValue"/>) as JSON.</summary>
public static class PlainJson
{
    /// <summary>Writes a value.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="value">A plain value.</param>
    /// <param name="places">Whether a script block is an object with <c>$script</c>, its text, and <c>$line</c>, and a secure string one with
    /// <c>$secret</c>; otherwise they are their text.</param>
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
            case SecretText secret when places:
                json.WriteStartObject();
                json.WriteString("$secret", secret.Text);
                json.WriteEndObject();
                break;
            case SecretText secret:
                json.WriteStringValue(secret.Text);
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
