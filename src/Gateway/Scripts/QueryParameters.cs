using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Universal.Scripts;

namespace Universal.Gateway.Scripts;

/// <summary>Makes a job's parameters of a query string and a body, as PSU's forms of running a script give them.</summary>
internal static class QueryParameters
{
    /// <summary>
    /// The parameters as JSON, or null for none. Text that reads as the declared type becomes a value of that type; the rest stays text, and
    /// creating the job says what is wrong with it. A name that occurs twice gives an array.
    /// </summary>
    public static string? ToJson(IQueryCollection query, JobContextModel? body, ScriptDefinition? script)
    {
        var values = new JsonObject();
        foreach (var given in body?.JobParameters ?? [])
        {
            var (name, type) = Declared(given.Name, script);
            values[name] = given.Value is { ValueKind: JsonValueKind.String } text ? ToNode(text.GetString()!, type) : given.Value is { } value ? NodeOf(value) : null;
        }

        if (body?.Parameters is { ValueKind: JsonValueKind.Object } own)
        {
            foreach (var member in own.EnumerateObject()) values[Known(member.Name)] = NodeOf(member.Value);
        }

        foreach (var (given, texts) in query)
        {
            var (name, type) = Declared(given, script);
            JsonNode?[] nodes = [.. texts.Select(text => ToNode(text ?? "", type))];
            values[Known(name)] = nodes.Length == 1 && type != ScriptParameterType.Array ? nodes[0] : new JsonArray(nodes);
        }

        return values.Count == 0 ? null : values.ToJsonString();

        // What goes before replaces, in whichever letter case it is written.
        string Known(string name) => values.Select(member => member.Key).FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;
    }

    private static (string Name, ScriptParameterType Type) Declared(string name, ScriptDefinition? script) =>
        script?.Parameters?.FirstOrDefault(parameter => parameter.Aliases.Prepend(parameter.Name).Contains(name, StringComparer.OrdinalIgnoreCase)) is { } declared
            ? (declared.Name, declared.Type)
            : (name, ScriptParameterType.String);

    // Numbers keep the digits that they were given with.
    private static JsonNode? NodeOf(JsonElement value) => JsonNode.Parse(value.GetRawText());

    private static JsonNode? ToNode(string text, ScriptParameterType type) => type switch
    {
        ScriptParameterType.Integer when long.TryParse(text, CultureInfo.InvariantCulture, out var integer) => integer,
        ScriptParameterType.Boolean when BooleanText.TryParse(text, out var truth) => truth,
        _ => text,
    };
}
