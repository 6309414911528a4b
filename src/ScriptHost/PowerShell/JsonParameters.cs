using System.Collections;
using System.Numerics;
using System.Text.Json;

namespace Universal.ScriptHost.PowerShell;

/// <summary>Turns parameters in JSON into PowerShell values.</summary>
internal static class JsonParameters
{
    /// <summary>The parameters in their order.</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static List<(string Name, object? Value)> Read(string? json)
    {
        if (json is null)
            return [];
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("The parameters are no JSON object.");
        return [.. document.RootElement.EnumerateObject().Select(p => (p.Name, ValueOf(p.Value)))];
    }

    /// <summary>Whole numbers become the smallest of int, long and BigInteger that holds them; objects become hashtables.</summary>
    public static object? ValueOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => NumberOf(element),
        JsonValueKind.Array => element.EnumerateArray().Select(ValueOf).ToArray(),
        JsonValueKind.Object => TableOf(element),
        _ => null,
    };

    private static object NumberOf(JsonElement element)
    {
        if (element.TryGetInt32(out var small))
            return small;
        if (element.TryGetInt64(out var large))
            return large;
        return BigInteger.TryParse(element.GetRawText(), out var huge) ? huge : element.GetDouble();
    }

    private static Hashtable TableOf(JsonElement element)
    {
        var table = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var property in element.EnumerateObject())
            table[property.Name] = ValueOf(property.Value);
        return table;
    }
}
