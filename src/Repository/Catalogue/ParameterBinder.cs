using System.Text;
using System.Text.Json;
using Universal.Errors;
using Universal.Scripts;

namespace Universal.Repository.Catalogue;

/// <summary>Parameters fit for a job, or what is wrong with them.</summary>
/// <param name="Json">The parameters as a JSON object with defaults applied and types converted; null: there are none, or there are faults.</param>
/// <param name="Errors">Faults by <c>parameters.NAME</c>, or <c>parameters</c> for the whole. Empty: sound.</param>
public sealed record BoundParameters(string? Json, IReadOnlyDictionary<string, string[]> Errors);

/// <summary>Fits the parameters that a caller gave to those that a script declares.</summary>
public static class ParameterBinder
{
    /// <summary>Most parameters a job can have.</summary>
    public const int MaxParameters = 200;

    /// <summary>Most bytes that the parameters of a job can have, as UTF-8, before and after defaults are applied.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>
    /// Applies defaults, checks types and sets, and converts what arrives as text (a query string, a form): <c>"5"</c> for an Integer becomes
    /// <c>5</c>. A null counts as not given. Names are taken as declared, letter case does not matter, and an alias becomes the name. A script whose
    /// parameters are not known takes whatever is given. Every fault is reported, not only the first.
    /// </summary>
    public static BoundParameters Bind(ScriptDefinition script, string? json)
    {
        var faults = new Faults();
        var given = Read(json, faults);
        if (given is null) return faults.Refuse();
        using (given.Document)
        {
            var bound = script.Parameters is { } declared ? BindDeclared(declared, script.OtherParameters, given.Values, faults) : given.Values.Select(pair => (pair.Key, pair.Value.GetRawText()));
            if (faults.Any) return faults.Refuse();
            var text = Write(bound);
            if (text is not null && Encoding.UTF8.GetByteCount(text) > MaxBytes) faults.Add("parameters", $"More than {MaxBytes} bytes with the defaults applied.");
            return faults.Any ? faults.Refuse() : new BoundParameters(text, faults.All);
        }
    }

    private static Given? Read(string? json, Faults faults)
    {
        if (string.IsNullOrWhiteSpace(json)) json = "{}";
        if (Encoding.UTF8.GetByteCount(json) > MaxBytes)
        {
            faults.Add("parameters", $"More than {MaxBytes} bytes.");
            return null;
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            faults.Add("parameters", "Not a JSON object.");
            return null;
        }

        var values = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            faults.Add("parameters", "Not a JSON object.");
        }
        else if (document.RootElement.GetPropertyCount() > MaxParameters)
        {
            faults.Add("parameters", $"More than {MaxParameters} parameters.");
        }
        else
        {
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (!values.TryAdd(member.Name, member.Value)) faults.Add($"parameters.{member.Name}", "Given twice; letter case does not matter.");
            }
        }

        return new Given(document, values);
    }

    private static List<(string Name, string Raw)> BindDeclared(
        IReadOnlyList<ScriptParameter> declared, OtherParameters others, Dictionary<string, JsonElement> given, Faults faults)
    {
        var bound = new List<(string, string)>();
        foreach (var parameter in declared)
        {
            if (Take(parameter, given, faults) is not { } value)
            {
                // What stands in the script is the script's to apply: sent, it would choose a parameter set, and count as given.
                if (parameter.Default is { } standard && parameter.DefaultText is null) bound.Add((parameter.Name, standard));
                else if (parameter.Required) faults.Add($"parameters.{parameter.Name}", "Required.");
                continue;
            }

            if (ParameterValue.Convert(parameter, value, out var fault) is { } raw) bound.Add((parameter.Name, raw));
            else faults.Add($"parameters.{parameter.Name}", fault!);
        }

        foreach (var (name, value) in given)
        {
            if (others == OtherParameters.Any) bound.Add((name, value.GetRawText()));
            else if (others == OtherParameters.Common && CommonParameters.Find(name) is { } common) bound.Add((common.Name, ParameterValue.Convert(common.Type, value) ?? value.GetRawText()));
            else faults.Add($"parameters.{name}", $"There is no such parameter.{Known(name, declared)}");
        }

        return bound;
    }

    // What is given by an alias counts as given by the name.
    private static JsonElement? Take(ScriptParameter parameter, Dictionary<string, JsonElement> given, Faults faults)
    {
        JsonElement? taken = null;
        foreach (var name in parameter.Aliases.Prepend(parameter.Name))
        {
            if (!given.Remove(name, out var value) || value.ValueKind == JsonValueKind.Null) continue;
            if (taken is null) taken = value;
            else faults.Add($"parameters.{name}", $"Given twice: it is \"{parameter.Name}\".");
        }

        return taken;
    }

    private static string Known(string name, IReadOnlyList<ScriptParameter> declared)
    {
        if (declared.Count == 0) return " The script takes none.";
        var known = declared.Select(parameter => parameter.Name).ToArray();
        var hint = NearestName.Hint(name, known);
        return hint.Length > 0 ? hint : $" Known are {string.Join(", ", known)}.";
    }

    private static string? Write(IEnumerable<(string Name, string Raw)> bound)
    {
        using var buffer = new MemoryStream();
        var any = false;
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            foreach (var (name, raw) in bound)
            {
                writer.WritePropertyName(name);
                using var value = JsonDocument.Parse(raw);
                value.RootElement.WriteTo(writer);
                any = true;
            }

            writer.WriteEndObject();
        }

        return any ? Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) : null;
    }

    private sealed record Given(JsonDocument Document, Dictionary<string, JsonElement> Values);

    private sealed class Faults
    {
        private readonly Dictionary<string, string[]> _all = new(StringComparer.Ordinal);

        public bool Any => _all.Count > 0;

        public IReadOnlyDictionary<string, string[]> All => _all;

        public void Add(string field, string message) => _all[field] = [.. _all.GetValueOrDefault(field, []), message];

        public BoundParameters Refuse() => new(null, _all);
    }
}
