using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Universal.Jobs;

namespace Universal.Repository.Catalogue;

/// <summary>Writes what a declaration gives so that people who may see the declaration do not see its secrets.</summary>
public static partial class SecretMask
{
    /// <summary>Stands for a secret.</summary>
    public const string Mask = ParameterSecrets.Mask;

    /// <summary>Name of the one member of an object that stands for a secure string.</summary>
    public const string Marker = ParameterSecrets.Plain;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The properties of a declaration, with its other parameters, as a JSON object. Masked are secure strings, the value of a variable, values whose
    /// names say that they are secret, at any depth, and passwords in addresses. Script blocks are shown, as scripts are.
    /// </summary>
    public static string Write(Declaration declaration)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            var valueIsSecret = declaration.Kind == CatalogueKinds.Variable;
            foreach (var parameter in Members(declaration.Properties).Concat(declaration.Others is { } others ? Members(others) : []))
            {
                json.WritePropertyName(parameter.Name);
                // Who has the address of a webhook can often send to it: its path is as good as a password.
                if (declaration.Kind == CatalogueKinds.Trigger && parameter.Name == "Url" && parameter.Value.ValueKind == JsonValueKind.String) json.WriteStringValue(BeyondHost(parameter.Value.GetString()!));
                else Write(json, parameter.Value, IsSecretName(parameter.Name) || (valueIsSecret && parameter.Name is "Value" or "InputObject"));
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>An address without what is behind its host.</summary>
    public static string BeyondHost(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Authority.Length > 0 ? $"{uri.Scheme}://{uri.Authority}/{Mask}" : Mask;

    /// <summary>A value as JSON, masked in the same way.</summary>
    public static string Write(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Writing)) Write(json, value, secret: false);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>A value as JSON with its secure strings as plain text, for what is to use them.</summary>
    public static string Reveal(JsonElement value)
    {
        if (!value.GetRawText().Contains(Marker, StringComparison.Ordinal)) return value.GetRawText();
        return Reveal(JsonNode.Parse(value.GetRawText()))?.ToJsonString() ?? "null";
    }

    /// <summary>Adds the texts of the secure strings in a value, at any depth.</summary>
    internal static void Hidden(JsonElement value, List<string> hidden)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.TryGetProperty(Marker, out var text):
                if (text.ValueKind == JsonValueKind.String && text.GetString() is { Length: > 0 } secret) hidden.Add(secret);
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject()) Hidden(member.Value, hidden);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) Hidden(item, hidden);
                break;
        }
    }

    private static JsonNode? Reveal(JsonNode? node) => node switch
    {
        JsonObject secret when secret.TryGetPropertyValue(Marker, out var text) => text?.DeepClone(),
        JsonObject map => new JsonObject(map.Select(member => KeyValuePair.Create(member.Key, Reveal(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Reveal)]),
        _ => node?.DeepClone(),
    };

    private static JsonElement.ObjectEnumerator Members(JsonElement element) => element.EnumerateObject();

    private static void Write(Utf8JsonWriter json, JsonElement value, bool secret)
    {
        switch (value.ValueKind)
        {
            // Whether something is on is no secret, whatever it is called.
            case JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null:
                value.WriteTo(json);
                break;
            case JsonValueKind.Object when value.TryGetProperty(Marker, out _):
                json.WriteStringValue(Mask);
                break;
            case var _ when secret:
                json.WriteStringValue(Mask);
                break;
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    json.WritePropertyName(member.Name);
                    Write(json, member.Value, IsSecretName(member.Name));
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(json, item, secret: false);
                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(UserInformation().Replace(value.GetString()!, Mask));
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private static bool IsSecretName(string name) => SecretName().IsMatch(name);

    [GeneratedRegex("passw|pwd|passphrase|secret|token|api_?key|signing_?key|private_?key|access_?key|connection_?string", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    // The part of https://name:password@host that is between :// and @.
    [GeneratedRegex("(?<=://)[^/@\\s:]*:[^/@\\s]+(?=@)")]
    private static partial Regex UserInformation();
}
