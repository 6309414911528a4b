using System.Text.Json;
using System.Text.Json.Nodes;
using Universal.Catalogue;
using Universal.Repository.Catalogue;

namespace Universal.Grains.Catalogue;

/// <summary>What somebody may want declared of a kind: a body in JSON becomes a declaration, and that the line of a configuration file.</summary>
/// <param name="kind">One of <see cref="CatalogueKinds"/>.</param>
/// <param name="cmdlet">The cmdlet that declares it.</param>
/// <param name="file">The file that new ones go to.</param>
/// <param name="fields">The cmdlet's parameters that a body may give, in the order of the line; script blocks come last.</param>
/// <param name="takesOthers">Whether a body gives the parameters of a script too, in <c>parameters</c>.</param>
/// <param name="onlyOneOf">Parameters of which a line has one: those that the cmdlet has in parameter sets of their own.</param>
internal sealed class DeclarationForm(
    string kind, string cmdlet, string file, IReadOnlyList<DeclarationField> fields, bool takesOthers, IReadOnlyList<string>? onlyOneOf = null)
{
    private const string Parameters = "Parameters";

    // As deep as the configuration's loader reads a value.
    private const int MaxDepth = 32;

    private readonly IReadOnlyList<string> _onlyOneOf = onlyOneOf ?? [];

    /// <summary>The file that new ones go to.</summary>
    public string File => file;

    /// <summary>The declaration that a body asks for. Null: it is none, for the reasons in <paramref name="errors"/>.</summary>
    /// <param name="json">The body. Letter case of its members counts nothing.</param>
    /// <param name="errors">Faults by field.</param>
    /// <param name="before">The declaration that it changes: what the body does not say stays. Null: none.</param>
    public Declaration? Read(string json, out IReadOnlyDictionary<string, string[]> errors, Declaration? before = null)
    {
        try
        {
            return ReadBody(json, out errors, before);
        }
        catch (InvalidOperationException)
        {
            errors = new Dictionary<string, string[]> { ["body"] = ["Holds half of a surrogate pair (\\uD800 to \\uDFFF), which is no text."] };
            return null;
        }
    }

    private Declaration? ReadBody(string json, out IReadOnlyDictionary<string, string[]> errors, Declaration? before)
    {
        var faults = new Dictionary<string, string[]>();
        errors = faults;
        var properties = before is null ? [] : JsonObject.Create(before.Properties)!;
        var others = OthersOf(before);
        var chosen = new List<string>();
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            faults["body"] = ["Must be an object."];
            return null;
        }

        foreach (var (name, value) in document.RootElement.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null).Select(member => (member.Name, member.Value)))
        {
            if (fields.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } field)
            {
                if (field.Read(value) is not { } read) faults[name] = [$"Must be {field.Wanted}."];
                else if (Choose(field.Name, value, chosen) is { } fault) faults[name] = [fault];
                else properties[field.Name] = read;
            }
            else if (!takesOthers || !name.Equals(Parameters, StringComparison.OrdinalIgnoreCase))
            {
                faults[name] = [$"Is no field of a {kind}; there are {string.Join(", ", fields.Select(known => known.Name))}{(takesOthers ? " and parameters" : "")}."];
            }
            else if (value.ValueKind != JsonValueKind.Object)
            {
                faults[name] = ["Must be an object."];
            }
            else
            {
                ReadOthers(value, others, faults);
            }
        }

        if (faults.Count > 0) return null;
        // Who says another one does not want the one before as well.
        if (chosen.Count > 0) foreach (var other in _onlyOneOf.Except(chosen)) properties.Remove(other);
        return new Declaration(kind, (properties["Name"] as JsonValue)?.TryGetValue<string>(out var named) == true ? named : null, before?.File ?? file, null, JsonSerializer.SerializeToElement(properties))
        {
            // In a -Parameters of their own, where no name is taken for one of the cmdlet's, and no text for a name.
            Others = others.Count == 0 ? null : JsonSerializer.SerializeToElement(new JsonObject { [Parameters] = others }),
        };
    }

    /// <summary>Faults of a declaration as errors of the body that it was read from. None: it is sound.</summary>
    public IReadOnlyDictionary<string, string[]> ErrorsOf(IEnumerable<CatalogueFault> faults)
    {
        var messages = faults.Select(fault => fault.Message).ToArray();
        return messages.Length == 0 ? new Dictionary<string, string[]>() : new Dictionary<string, string[]> { [kind] = messages };
    }

    /// <summary>The line that declares what <see cref="Read"/> gave.</summary>
    public string Text(Declaration declaration)
    {
        var given = fields.Where(field => !field.IsBlock).Select(field => KeyValuePair.Create(field.Name, declaration.Find(field.Name)))
            // A switch chooses a parameter set by being there, whether it is set or not.
            .Where(parameter => parameter.Value is not null and not { ValueKind: JsonValueKind.False })
            .Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value!.Value))
            .Concat(declaration.Others is { } others ? others.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, member.Value)) : []);
        // As text that becomes a block: a brace too many in it cannot end the line's block.
        var blocks = fields.Where(field => field.IsBlock && declaration.Find(field.Name) is not null)
            .Select(field => $" -{field.Name} ([scriptblock]::Create({DeclarationText.Quoted(declaration.Find(field.Name)!.Value.GetProperty(DeclarationField.Script).GetString()!)}))");
        return DeclarationText.Call(cmdlet, given) + string.Concat(blocks);
    }

    private string? Choose(string field, JsonElement value, List<string> chosen)
    {
        if (value.ValueKind == JsonValueKind.False || !_onlyOneOf.Contains(field)) return null;
        chosen.Add(field);
        return chosen[0] == field ? null : $"Give only one of {string.Join(", ", _onlyOneOf)}; {chosen[0]} is given already.";
    }

    private static JsonObject OthersOf(Declaration? before)
    {
        var others = new JsonObject(new JsonNodeOptions { PropertyNameCaseInsensitive = true });
        if (before?.Others is { } given) foreach (var own in Declaration.ScriptParameters(given)) others[own.Name] = JsonNode.Parse(own.Value.GetRawText());
        return others;
    }

    private static void ReadOthers(JsonElement given, JsonObject others, Dictionary<string, string[]> faults)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var own in Declaration.ScriptParameters(given).Where(own => own.Value.ValueKind != JsonValueKind.Null))
        {
            var fault = !DeclarationText.IsName(own.Name) ? "A name is letters, digits and underscores."
                : !names.Add(own.Name) ? "Is there twice; letter case makes no difference."
                : FaultOf(own.Value, depth: 1);
            if (fault is null) others[own.Name] = JsonNode.Parse(own.Value.GetRawText());
            else faults[$"parameters.{own.Name}"] = [fault];
        }
    }

    // What JSON has and PowerShell does not read back as it was.
    private static string? FaultOf(JsonElement value, int depth)
    {
        if (depth > MaxDepth) return "Is nested too deeply.";
        switch (value.ValueKind)
        {
            case JsonValueKind.Number when !value.TryGetDouble(out var number) || !double.IsFinite(number):
                return "Holds a number that is too large.";
            case JsonValueKind.Array:
                return value.EnumerateArray().Select(item => FaultOf(item, depth + 1)).FirstOrDefault(fault => fault is not null);
            case JsonValueKind.Object:
                var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
                return value.EnumerateObject()
                    .Select(member => names.Add(member.Name) ? FaultOf(member.Value, depth + 1) : $"Has '{member.Name}' twice; letter case makes no difference.")
                    .FirstOrDefault(fault => fault is not null);
            default:
                return null;
        }
    }
}
