using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Universal.Errors;

namespace Universal.Gateway.Input;

/// <summary>What is wrong with a body that is JSON, but not that of its route.</summary>
/// <param name="Field">The member, as <c>audience.roles</c> or <c>files[2].path</c>.</param>
/// <param name="Message">What is wrong, and what to do.</param>
internal sealed partial record BodyFault(string Field, string Message)
{
    /// <summary>
    /// The fault that reading the body ended with; null when it is the JSON itself, or the whole of it. The serializer tells where it was and what it
    /// wanted there only in its own type names, so both are looked up in the type that the route reads.
    /// </summary>
    public static BodyFault? Of(JsonException error, Type? body, JsonSerializerOptions options)
    {
        if (body is null || error.InnerException is JsonException) return null;
        if (MissingMembers().Match(error.Message) is { Success: true } missing)
        {
            var names = QuotedName().Matches(missing.Value).Select(name => name.Groups[1].Value).ToArray();
            var inner = PathOf(error);
            return new(inner.Length == 0 ? names[0] : $"{inner}.{names[0]}", $"It is missing. {Required(names)}");
        }

        var field = PathOf(error);
        if (field.Length == 0) return null;
        if (error.Message.StartsWith("Duplicate property", StringComparison.Ordinal))
        {
            // Within a member of any shape the path ends before the name.
            var name = QuotedName().Match(error.Message).Groups[1].Value;
            return new(field, $"'{ValueText.Shorten(name)}' is given twice.");
        }

        var steps = Steps(error.Path!);
        // A name with a quote in it cannot be told from what follows it.
        if (steps.Length == 0) return new(field, "There is no such field, or its value is of another type than is expected.");
        var parent = TypeAt(body, steps.SkipLast(1), options);
        var member = steps[^1];
        if (error.Message.Contains("could not be mapped", StringComparison.Ordinal)) return new(field, Unknown(member, parent, options));
        return TypeAt(body, steps, options) is { } type ? new(field, $"Give {ValueText.Expected(type)}.") : new(field, "The value is of another type than is expected.");
    }

    private static string Required(string[] names) => names.Length == 1 ? "Give it." : $"Give {string.Join(", ", names)}.";

    private static string Unknown(string member, Type? parent, JsonSerializerOptions options)
    {
        if (parent is null) return "There is no such field.";
        var known = options.GetTypeInfo(parent).Properties.Select(property => property.Name).ToArray();
        var hint = NearestName.Hint(member, known);
        return "There is no such field." + (hint.Length > 0 ? hint : known.Length == 0 ? " The body has none." : $" Known are {string.Join(", ", known)}.");
    }

    private static Type? TypeAt(Type body, IEnumerable<string> steps, JsonSerializerOptions options)
    {
        var type = body;
        foreach (var step in steps)
        {
            var info = options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
            var next = info.Kind switch
            {
                JsonTypeInfoKind.Object => info.Properties.FirstOrDefault(property => property.Name.Equals(step, StringComparison.OrdinalIgnoreCase))?.PropertyType,
                JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary => info.ElementType,
                _ => null,
            };
            if (next is null) return null;
            type = next;
        }

        return type;
    }

    // "$.files[2].path" and "$['a.b']": the steps files, 2, path and a.b.
    private static string[] Steps(string path) =>
        [.. Step().Matches(path).Select(step => step.Groups[1].Success ? step.Groups[1].Value : step.Groups[2].Success ? step.Groups[2].Value : step.Groups[3].Value)];

    private static string PathOf(JsonException error) => error.Path is { Length: > 2 } path ? ValueText.Shorten(path[1..].TrimStart('.')) : "";

    [GeneratedRegex(@"\['((?:[^'\\]|\\.)*)'\]|\[(\d+)\]|\.([^.\[]+)")]
    private static partial Regex Step();

    [GeneratedRegex("missing required properties including: .*")]
    private static partial Regex MissingMembers();

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex QuotedName();
}
