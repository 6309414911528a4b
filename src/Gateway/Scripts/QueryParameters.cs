using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Universal.Scripts;

namespace Universal.Gateway.Scripts;

/// <summary>Makes a job's parameters of a query string, as PSU's form of running a script gives them.</summary>
internal static class QueryParameters
{
    /// <summary>
    /// The parameters as JSON, or null for none. Text that reads as the declared type becomes a value of that type; the rest stays text, and
    /// creating the job says what is wrong with it. A name that occurs twice gives an array.
    /// </summary>
    public static string? ToJson(IQueryCollection query, JsonElement? body, ScriptDefinition? script)
    {
        var values = body is { ValueKind: JsonValueKind.Object } given ? JsonObject.Create(given)! : [];
        foreach (var (name, texts) in query)
        {
            var declared = script?.Parameters?.FirstOrDefault(
                parameter => parameter.Aliases.Prepend(parameter.Name).Contains(name, StringComparer.OrdinalIgnoreCase));
            var type = declared?.Type ?? ScriptParameterType.String;
            JsonNode?[] nodes = [.. texts.Select(text => ToNode(text ?? "", type))];
            values[declared?.Name ?? name] = nodes.Length == 1 && type != ScriptParameterType.Array ? nodes[0] : new JsonArray(nodes);
        }

        return values.Count == 0 ? null : values.ToJsonString();
    }

    private static JsonNode? ToNode(string text, ScriptParameterType type) => type switch
    {
        ScriptParameterType.Integer when long.TryParse(text, CultureInfo.InvariantCulture, out var integer) => integer,
        ScriptParameterType.Number when double.TryParse(text, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        ScriptParameterType.Boolean when bool.TryParse(text, out var truth) => truth,
        _ => text,
    };
}
