using System.Text.Json;
using Universal.PowerShell.Declaring;

namespace Universal.ScriptHost.Analysis;

/// <summary>Writes what is known of scripts as JSON. What is not known, or is as usual, is left out.</summary>
internal static class FactsJson
{
    /// <summary>Writes the members of an object that is open.</summary>
    public static void Write(Utf8JsonWriter json, ScriptFacts facts)
    {
        if (facts.Description is not null) json.WriteString("description", facts.Description);
        if (facts.Fault is not null) json.WriteString("fault", facts.Fault);
        if (facts.FaultLine > 0) json.WriteNumber("line", facts.FaultLine);
        if (facts.Parameters is null) return;
        json.WriteString("others", facts.Others.ToString());
        json.WriteStartArray("parameters");
        foreach (var parameter in facts.Parameters) Write(json, parameter);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ParameterFacts parameter)
    {
        json.WriteStartObject();
        json.WriteString("name", parameter.Name);
        json.WriteString("type", parameter.Kind.ToString());
        if (parameter.Required) json.WriteBoolean("required", true);
        if (parameter.Default is not null)
        {
            json.WritePropertyName("default");
            PlainJson.Write(json, parameter.Default, places: false);
        }

        if (parameter.DefaultText is not null) json.WriteString("defaultText", parameter.DefaultText);
        WriteTexts(json, "allowedValues", parameter.AllowedValues);
        WriteTexts(json, "aliases", parameter.Aliases);
        if (parameter.Description is not null) json.WriteString("description", parameter.Description);
        if (parameter.Minimum is { } minimum) json.WriteNumber("minimum", minimum);
        if (parameter.Maximum is { } maximum) json.WriteNumber("maximum", maximum);
        if (parameter.Pattern is not null) json.WriteString("pattern", parameter.Pattern);
        if (parameter.MinLength is { } minLength) json.WriteNumber("minLength", minLength);
        if (parameter.MaxLength is { } maxLength) json.WriteNumber("maxLength", maxLength);
        if (parameter.MinItems is { } minItems) json.WriteNumber("minItems", minItems);
        if (parameter.MaxItems is { } maxItems) json.WriteNumber("maxItems", maxItems);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
