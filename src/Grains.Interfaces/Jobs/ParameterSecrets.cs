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

    /// <summary>The secure string that a value stands for: its text, encrypted or not; or the name of the credential. Null: it is something else.</summary>
    /// <param name="value">The value.</param>
    /// <param name="marker"><see cref="Plain"/>, <see cref="Sealed"/> or <see cref="Credential"/>.</param>
    public static string? TextOf(JsonNode? value, string marker) =>
        value is JsonObject { Count: 1 } map && map.TryGetPropertyValue(marker, out var text) && text is JsonValue single && single.TryGetValue<string>(out var found) ? found : null;

    /// <summary>Whether JSON may have such secrets: a quick look that can be wrong in one way only.</summary>
    public static bool MayHave(string? json) =>
        json is not null && (json.Contains("\"$", StringComparison.Ordinal) || json.Contains("\\u", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether JSON has such an object, at any depth.</summary>
    public static bool Has(string? json, string marker) => TextsOf(json, marker).Count > 0;

    /// <summary>The texts of such objects, at any depth.</summary>
    public static IReadOnlyList<string> TextsOf(string? json, string marker)
    {
        var found = new List<string>();
        try
        {
            Replace(json, value =>
            {
                if (TextOf(value, marker) is { } text) found.Add(text);
                return null;
            });
        }
        catch (System.Text.Json.JsonException)
        {
            // Whoever reads it says so.
        }

        return found;
    }

    /// <summary>The JSON with <see cref="Mask"/> in the place of each secret, at any depth, for whoever may see the job.</summary>
    public static string? Hide(string? json) => Replace(
        json, value => TextOf(value, Credential) is { } name ? JsonValue.Create(name) : TextOf(value, Plain) is null && TextOf(value, Sealed) is null ? null : JsonValue.Create(Mask));

    /// <summary>The JSON with other values in the place of some.</summary>
    /// <param name="json">The JSON; null stays null.</param>
    /// <param name="with">What stands in the place of a value. Null: the value stays, and what is in it is asked for.</param>
    public static string? Replace(string? json, Func<JsonObject, JsonNode?> with) => MayHave(json) ? Walk(JsonNode.Parse(json!), with)?.ToJsonString() : json;

    private static JsonNode? Walk(JsonNode? value, Func<JsonObject, JsonNode?> with) => value switch
    {
        JsonObject map when with(map) is { } other => other,
        JsonObject map => new JsonObject(map.Select(member => KeyValuePair.Create(member.Key, Walk(member.Value, with)))),
        JsonArray list => new JsonArray([.. list.Select(item => Walk(item, with))]),
        _ => value?.DeepClone(),
    };
}
