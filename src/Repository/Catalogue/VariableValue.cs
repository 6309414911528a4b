using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Universal.Scripts;

namespace Universal.Repository.Catalogue;

/// <summary>Whether the value of a variable can be one of the type that is declared for it. Scripts would get the text instead, and any text is true.</summary>
public static class VariableValue
{
    /// <summary>What is wrong with the value; null: nothing, or the type is not one of those that are looked at.</summary>
    /// <param name="value">The value as JSON.</param>
    /// <param name="type">The declared type, with or without its namespace. Null: none.</param>
    public static string? Fault(JsonElement value, string? type)
    {
        if (type is null || value.ValueKind == JsonValueKind.Null) return null;
        return type[(type.LastIndexOf('.') + 1)..].ToUpperInvariant() switch
        {
            "BOOLEAN" or "BOOL" => Is(value, text => BooleanText.TryParse(text, out _)) ? null : $"Is no truth value: give {BooleanText.Expected}.",
            "INT16" or "INT32" or "INT" or "INT64" or "LONG" or "BYTE" =>
                Is(value, text => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) || BigInteger.TryParse(text, CultureInfo.InvariantCulture, out _))
                    ? null : "Is no whole number.",
            "DOUBLE" or "SINGLE" or "FLOAT" or "DECIMAL" => Is(value, text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) ? null : "Is no number.",
            _ => null,
        };
    }

    private static bool Is(JsonElement value, Func<string, bool> isRead) => value.ValueKind switch
    {
        JsonValueKind.String => isRead(value.GetString()!.Trim()),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => true,
        _ => false,
    };
}
