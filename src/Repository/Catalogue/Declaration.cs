using System.Text.Json;

namespace Universal.Repository.Catalogue;

/// <summary>A resource that a line of a configuration file declares, as it stands there.</summary>
/// <param name="Kind">What is declared: <c>script</c>, <c>schedule</c>, ...</param>
/// <param name="Name">What tells it from others of its kind; null for what has none.</param>
/// <param name="File">Path of the file in the repository.</param>
/// <param name="Line">Line in that file; null: unknown.</param>
/// <param name="Properties">The parameters that the line gives, an object.</param>
public sealed record Declaration(string Kind, string? Name, string File, int? Line, JsonElement Properties)
{
    /// <summary>Parameters that the cmdlet does not declare, an object; null: none. For a schedule they are the parameters of its script.</summary>
    public JsonElement? Others { get; init; }

    /// <summary>The statement's last line, when it has its lines for itself and can be taken out of the file. Null: it cannot, or that is not known.</summary>
    public int? EndLine { get; init; }

    /// <summary>What the text of a script without a file says; null: it has a file, or its text is not known.</summary>
    public ScriptFacts? Facts { get; init; }

    /// <summary>A parameter's value, or null when the line does not give it.</summary>
    public JsonElement? Find(string parameter) =>
        Properties.TryGetProperty(parameter, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A parameter's text, a secret's too, or null when the line does not give it or gives something else.</summary>
    public string? Text(string parameter) => Find(parameter) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Object } secret when secret.TryGetProperty(SecretMask.Marker, out var text) && text.ValueKind == JsonValueKind.String => text.GetString(),
        _ => null,
    };

    /// <summary>A parameter's texts: of a list, or the one that stands alone. What is no text is passed over.</summary>
    public IReadOnlyList<string> Texts(string parameter) => Find(parameter) switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
        { ValueKind: JsonValueKind.String } text => [text.GetString()!],
        _ => [],
    };

    /// <summary>Whether the line gives a parameter, and gives something else than false.</summary>
    public bool Gives(string parameter) => Find(parameter) is not null and not { ValueKind: JsonValueKind.False };

    /// <summary>Whether the line sets a switch.</summary>
    public bool IsTrue(string parameter) => Find(parameter) is { ValueKind: JsonValueKind.True };

    /// <summary>A parameter's number, or null. It may be infinite, or none at all: compare it before it becomes anything else.</summary>
    public double? Number(string parameter) =>
        Find(parameter) is { ValueKind: JsonValueKind.Number } number ? number.TryGetDouble(out var value) ? value : double.NaN : null;

    /// <summary>The parameters of a script among <see cref="Others"/>. PSU's files give them with or without a <c>-Parameters</c> of their own.</summary>
    public static IEnumerable<JsonProperty> ScriptParameters(JsonElement others) => others.EnumerateObject().SelectMany(member =>
        member.Value.ValueKind == JsonValueKind.Object && member.Name.Equals("Parameters", StringComparison.OrdinalIgnoreCase)
            ? member.Value.EnumerateObject().AsEnumerable()
            : [member]);

    /// <summary>
    /// What <paramref name="read"/> makes of it. Whatever that throws is a fault of this declaration: one line of a file must not keep everything else
    /// from being in force, on every node at once.
    /// </summary>
    internal T? ReadWith<T>(Func<Declaration, T?> read, List<CatalogueFault> faults)
        where T : class
    {
        try
        {
            return read(this);
        }
        catch (Exception error)
        {
            // Without the exception's message, which may hold a secret.
            var called = Name is null ? Kind : $"{Kind} \"{Name}\"";
            faults.Add(new CatalogueFault(File, Line, $"the {called} cannot be read ({error.GetType().Name}); declare it in another way."));
            return null;
        }
    }
}
