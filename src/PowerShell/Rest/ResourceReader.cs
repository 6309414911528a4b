using System.Management.Automation;
using System.Reflection;
using System.Text.Json;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Rest;

/// <summary>
/// Makes objects of what a server answers. Fields that a type does not know become properties of the object all the same.
/// </summary>
internal static class ResourceReader
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    /// <summary>An object of that type; null: just the fields.</summary>
    public static PSObject Read(JsonElement json, Type? type)
    {
        if (type is null || json.ValueKind != JsonValueKind.Object) return PSObject.AsPSObject(ValueOf(json) ?? "");
        var resource = Activator.CreateInstance(type)!;
        var more = new List<PSNoteProperty>();
        foreach (var field in json.EnumerateObject())
        {
            if (type.GetProperty(field.Name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase) is { CanWrite: true } property)
                SetValue(resource, property, field.Value);
            else
                more.Add(new PSNoteProperty(Pascal(field.Name), TimeOf(field) ?? ValueOf(field.Value)));
        }

        var result = DefaultView.AddTo(PSObject.AsPSObject(resource));
        foreach (var property in more.Where(property => result.Properties[property.Name] is null))
            result.Properties.Add(property);
        return result;
    }

    /// <summary>The value as PowerShell's own types.</summary>
    public static object? ValueOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => JsonNumber.Of(json),
        JsonValueKind.Array => json.EnumerateArray().Select(ValueOf).ToArray(),
        JsonValueKind.Object => ObjectOf(json),
        _ => null,
    };

    private static void SetValue(object resource, PropertyInfo property, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null) return;
        object? value = property.PropertyType == typeof(object) ? ValueOf(json)
            // Another resource, of which the server tells only the name.
            : json.ValueKind == JsonValueKind.String && typeof(Resource).IsAssignableFrom(property.PropertyType)
                ? Activator.CreateInstance(property.PropertyType, json.GetString())
                : json.Deserialize(property.PropertyType, _options);
        property.SetValue(resource, value);
    }

    private static PSObject ObjectOf(JsonElement json)
    {
        var result = new PSObject();
        foreach (var field in json.EnumerateObject())
            result.Properties.Add(new PSNoteProperty(field.Name, ValueOf(field.Value)));
        return result;
    }

    // A point in time of a member that the type does not have, by what such members are called: any text could look like one.
    private static object? TimeOf(JsonProperty field) =>
        field.Value.ValueKind == JsonValueKind.String && IsTimeName(field.Name) && field.Value.TryGetDateTime(out var time) ? time.ToLocalTime() : null;

    private static bool IsTimeName(string name) => new[] { "Time", "At", "Date", "Execution", "Expiration", "Created", "SignIn", "Until" }
        .Any(end => name.EndsWith(end, StringComparison.Ordinal) || name.Equals(end, StringComparison.OrdinalIgnoreCase));

    private static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);
}
