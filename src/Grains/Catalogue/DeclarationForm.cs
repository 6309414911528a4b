using System.Text.Json;
using System.Text.Json.Nodes;
using Universal.Catalogue;
using Universal.Repository.Catalogue;

namespace Universal.Grains.Catalogue;

/// <summary>What somebody may want declared of a kind: a body in JSON becomes a declaration, and that the line of a configuration file.</summary>
/// <param name="kind">One of <see cref="CatalogueKinds"/>.</param>
/// <param name="cmdlet">The cmdlet that declares it.</param>
/// <param name="file">The file that new ones go to.</param>
/// <param name="parameters">The cmdlet's parameters that a body may give, in the order of the line. <c>Condition</c> is a script block.</param>
/// <param name="takesOthers">Whether a body gives the parameters of a script too, in <c>parameters</c>.</param>
internal sealed class DeclarationForm(string kind, string cmdlet, string file, IReadOnlyList<string> parameters, bool takesOthers)
{
    private const string Condition = "Condition";
    private const string Script = "$script";

    /// <summary>The file that new ones go to.</summary>
    public string File => file;

    /// <summary>The declaration that a body asks for. Null: it is none, for the reasons in <paramref name="errors"/>.</summary>
    /// <param name="json">The body. Letter case of its members counts nothing.</param>
    /// <param name="errors">Faults by field.</param>
    /// <param name="before">The declaration that it changes: what the body does not say stays. Null: none.</param>
    public Declaration? Read(string json, out IReadOnlyDictionary<string, string[]> errors, Declaration? before = null)
    {
        var faults = new Dictionary<string, string[]>();
        errors = faults;
        var properties = before is null ? [] : JsonObject.Create(before.Properties)!;
        var others = before?.Others is { } given ? JsonObject.Create(given)! : [];
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            faults["body"] = ["Must be an object."];
            return null;
        }

        foreach (var (name, value) in document.RootElement.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null).Select(member => (member.Name, member.Value)))
        {
            switch (parameters.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                case Condition when value.ValueKind == JsonValueKind.String:
                    // As the configuration's loader writes a block down.
                    properties[Condition] = new JsonObject { [Script] = value.GetString() };
                    break;
                case Condition:
                    faults[name] = ["Must be the text of a script block."];
                    break;
                case { } parameter:
                    properties[parameter] = JsonNode.Parse(value.GetRawText());
                    break;
                case null when !takesOthers || !name.Equals("Parameters", StringComparison.OrdinalIgnoreCase):
                    faults[name] = [$"Is no field of a {kind}; there are {string.Join(", ", parameters)}{(takesOthers ? " and parameters" : "")}."];
                    break;
                case null when value.ValueKind != JsonValueKind.Object:
                    faults[name] = ["Must be an object."];
                    break;
                default:
                    foreach (var own in value.EnumerateObject()) others[own.Name] = JsonNode.Parse(own.Value.GetRawText());
                    break;
            }
        }

        foreach (var (name, _) in others.Where(own => !DeclarationText.IsName(own.Key))) faults[$"parameters.{name}"] = ["A name is letters, digits and underscores."];
        if (faults.Count > 0) return null;
        return new Declaration(kind, (properties["Name"] as JsonValue)?.TryGetValue<string>(out var named) == true ? named : null, before?.File ?? file, null, JsonSerializer.SerializeToElement(properties))
        {
            Others = others.Count == 0 ? null : JsonSerializer.SerializeToElement(others),
        };
    }

    /// <summary>Faults of a declaration as errors of the body that it was read from. None: it is sound.</summary>
    public IReadOnlyDictionary<string, string[]> ErrorsOf(IEnumerable<CatalogueFault> faults)
    {
        var messages = faults.Select(fault => fault.Message).ToArray();
        return messages.Length == 0 ? new Dictionary<string, string[]>() : new Dictionary<string, string[]> { [kind] = messages };
    }

    /// <summary>The line that declares it.</summary>
    public string Text(Declaration declaration)
    {
        var given = parameters.Where(parameter => parameter != Condition).Select(parameter => KeyValuePair.Create(parameter, declaration.Find(parameter)))
            .Where(parameter => parameter.Value is not null).Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value!.Value))
            .Concat(declaration.Others is { } others ? others.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, member.Value)) : []);
        var line = DeclarationText.Call(cmdlet, given);
        // As text that becomes a block: a brace too many in it cannot end the line's block.
        return declaration.Find(Condition) is { } condition ? $"{line} -{Condition} ([scriptblock]::Create({DeclarationText.Quoted(condition.GetProperty(Script).GetString()!)}))" : line;
    }
}
