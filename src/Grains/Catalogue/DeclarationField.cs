using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Universal.Grains.Catalogue;

/// <summary>
/// A parameter that a body may give, and what the cmdlet that binds the line takes for it. What it would refuse must not come into a file: every node would
/// find the file faulty.
/// </summary>
internal sealed class DeclarationField
{
    /// <summary>The member of a block that holds its text, as the configuration's loader writes it down.</summary>
    public const string Script = "$script";

    private readonly Func<JsonElement, JsonNode?> _read;

    private DeclarationField(string name, string wanted, Func<JsonElement, JsonNode?> read) => (Name, Wanted, _read) = (name, wanted, read);

    /// <summary>The parameter.</summary>
    public string Name { get; }

    /// <summary>What a body must give for it, for people: <c>Must be ...</c>.</summary>
    public string Wanted { get; }

    /// <summary>Whether it is a script block.</summary>
    public bool IsBlock { get; private init; }

    /// <summary>The value as a declaration has it. Null: it is none that the cmdlet takes.</summary>
    public JsonNode? Read(JsonElement value) => _read(value);

    /// <summary>A text.</summary>
    public static DeclarationField Text(string name) =>
        new(name, "a text", value => value.ValueKind == JsonValueKind.String ? JsonValue.Create(value.GetString()) : null);

    /// <summary>A switch.</summary>
    public static DeclarationField Switch(string name) =>
        new(name, "true or false", value => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? JsonValue.Create(value.GetBoolean()) : null);

    /// <summary>A whole number, as many as 32 bits hold.</summary>
    public static DeclarationField Whole(string name) =>
        new(name, "a whole number", value => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? JsonValue.Create(number) : null);

    /// <summary>A span of time, as text. A number would be one of ticks.</summary>
    public static DeclarationField Span(string name) => new(
        name, "a span of time as text, as \"00:00:30\" or \"1.12:00:00\"",
        value => value.ValueKind == JsonValueKind.String && TimeSpan.TryParse(value.GetString(), CultureInfo.InvariantCulture, out _) ? JsonValue.Create(value.GetString()) : null);

    /// <summary>One of some words; letter case makes no difference.</summary>
    public static DeclarationField Choice(string name, IReadOnlyList<string> words) => new(
        name, $"one of {string.Join(", ", words)}",
        value => value.ValueKind == JsonValueKind.String && words.Contains(value.GetString()!, StringComparer.OrdinalIgnoreCase) ? JsonValue.Create(value.GetString()) : null);

    /// <summary>A resource: its name, its number, or an object that has its name. The cmdlet makes one of a text only, so that is what it becomes.</summary>
    public static DeclarationField Resource(string name) =>
        new(name, "a name, as text", value => NameOf(value) is { } text ? JsonValue.Create(text) : null);

    /// <summary>A script block, as its text.</summary>
    public static DeclarationField Block(string name) =>
        new(name, "the text of a script block", value => value.ValueKind == JsonValueKind.String ? new JsonObject { [Script] = value.GetString() } : null) { IsBlock = true };

    private static string? NameOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number when value.TryGetInt64(out _) => value.GetRawText(),
        JsonValueKind.Object => value.EnumerateObject()
            .Where(member => member.Name.Equals("Name", StringComparison.OrdinalIgnoreCase) && member.Value.ValueKind == JsonValueKind.String)
            .Select(member => member.Value.GetString()).FirstOrDefault(),
        _ => null,
    };
}
