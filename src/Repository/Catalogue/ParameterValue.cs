using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Universal.Jobs;
using Universal.Scripts;

namespace Universal.Repository.Catalogue;

/// <summary>Converts one value to the type of its parameter.</summary>
internal static class ParameterValue
{
    /// <summary>The value as JSON of the parameter's type, or null and what is wrong with it.</summary>
    public static string? Convert(ScriptParameter parameter, JsonElement value, out string? fault)
    {
        var raw = parameter.Type switch
        {
            ScriptParameterType.String => AsString(value),
            ScriptParameterType.Integer => AsInteger(value),
            ScriptParameterType.Number => AsNumber(value),
            ScriptParameterType.Boolean => AsBoolean(value),
            ScriptParameterType.DateTime => value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out _) ? value.GetRawText() : null,
            ScriptParameterType.Array => AsArray(value),
            ScriptParameterType.SecureString => AsSecret(value)?.ToJsonString(),
            ScriptParameterType.Credential => AsCredential(value),
            _ => value.GetRawText(),
        };
        // What is wrong with a secret would tell of it.
        fault = raw is null ? $"Not {Described(parameter.Type)}." : parameter.Type is ScriptParameterType.SecureString or ScriptParameterType.Credential ? null : ParameterRules.Fault(parameter, raw);
        return fault is null ? raw : null;
    }

    /// <summary>The value as JSON of a type, whatever else its parameter wants; null: it is of another type.</summary>
    public static string? Convert(ScriptParameterType type, JsonElement value) => Convert(new ScriptParameter { Name = "", Type = type }, value, out _);

    // 5 and true are text when text is asked for: callers that know no types (a shell, a form) guess them.
    private static string? AsString(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetRawText(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => JsonSerializer.Serialize(value.GetRawText()),
        _ => null,
    };

    private static string? AsInteger(JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.Number or JsonValueKind.String)) return null;
        var text = Text(value).Trim();
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return Text(number);
        // 5.0 and 5e3 are whole numbers, too.
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            && exact == decimal.Truncate(exact) && exact is >= long.MinValue and <= long.MaxValue
                ? Text((long)exact)
                : null;
    }

    private static string? AsNumber(JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.Number or JsonValueKind.String)) return null;
        if (!double.TryParse(Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number)) return null;
        // A number keeps its digits; text is rewritten, because +5 and 05 are no JSON, and keeps those that a decimal has.
        if (value.ValueKind == JsonValueKind.Number) return value.GetRawText();
        var digits = Text(value).Count(char.IsAsciiDigit);
        return digits <= 28 && decimal.TryParse(Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && (exact != 0 || number == 0)
            ? exact.ToString("G29", CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);
    }

    private static string? AsBoolean(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.String => BooleanText.TryParse(Text(value), out var truth) ? truth ? "true" : "false" : null,
        JsonValueKind.Number => value.GetRawText() switch { "1" => "true", "0" => "false", _ => null },
        _ => null,
    };

    private static string? AsArray(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array) return value.GetRawText();
        if (value.ValueKind != JsonValueKind.String) return null;
        if (!Text(value).TrimStart().StartsWith('[')) return $"[{value.GetRawText()}]";
        try
        {
            using var document = JsonDocument.Parse(Text(value));
            return document.RootElement.GetRawText();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Marked from here on: what is stored of it is encrypted.
    private static JsonObject? AsSecret(JsonElement value) => value switch
    {
        { ValueKind: JsonValueKind.String } => new JsonObject { [ParameterSecrets.Plain] = value.GetString() },
        { ValueKind: JsonValueKind.Object } when ParameterSecrets.TextOf(value, ParameterSecrets.Plain) is { } text => new JsonObject { [ParameterSecrets.Plain] = text },
        _ => null,
    };

    // A name stays one: whose it is is seen when the job is created, and its value when the script starts.
    private static string? AsCredential(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) return new JsonObject { [ParameterSecrets.Credential] = value.GetString() }.ToJsonString();
        if (value.ValueKind != JsonValueKind.Object) return null;
        if (ParameterSecrets.TextOf(value, ParameterSecrets.Credential) is not null) return value.GetRawText();
        var user = Member(value, "UserName");
        return user is { ValueKind: JsonValueKind.String } && Member(value, "Password") is { } given && AsSecret(given) is { } password
            ? new JsonObject { ["UserName"] = user.Value.GetString(), ["Password"] = password }.ToJsonString()
            : null;
    }

    private static JsonElement? Member(JsonElement value, string name)
    {
        foreach (var member in value.EnumerateObject())
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return member.Value;
        }

        return null;
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Described(ScriptParameterType type) => type switch
    {
        ScriptParameterType.Integer => "a whole number of 64 bits",
        ScriptParameterType.Number => "a number",
        ScriptParameterType.Boolean => "true or false",
        ScriptParameterType.DateTime => "a point in time like 2026-01-31T08:00:00Z",
        ScriptParameterType.Array => "a JSON array",
        ScriptParameterType.SecureString => "a secret text",
        ScriptParameterType.Credential => "the name of a credential variable, or an object of userName and password",
        _ => "text",
    };
}
