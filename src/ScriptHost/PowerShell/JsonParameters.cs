using System.Collections;
using System.Text.Json;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Jobs;
using Universal.PowerShell.Variables;

namespace Universal.ScriptHost.PowerShell;

/// <summary>Turns parameters in JSON into PowerShell values.</summary>
internal static class JsonParameters
{
    private static readonly string[] JobMembers = ["id", "scriptFullPath", "status", "attempt", "createdTime"];

    /// <summary>The parameters in their order.</summary>
    /// <param name="json">A JSON object.</param>
    /// <param name="hasEvent">Whether they come from an event: a job among them becomes an object, as <c>Get-PSUJob</c> gives it.</param>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static List<(string Name, object? Value)> Read(string? json, bool hasEvent = false)
    {
        if (json is null)
            return [];
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("The parameters are no JSON object.");
        return [.. document.RootElement.EnumerateObject().Select(p => (p.Name, hasEvent ? EventValueOf(p.Value) : ValueOf(p.Value)))];
    }

    // A condition has its variables one level down.
    private static object? EventValueOf(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object) return ValueOf(element);
        if (IsJob(element)) return JobObjects.Job(element.GetRawText());
        var table = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var property in element.EnumerateObject())
            table[property.Name] = IsJob(property.Value) ? JobObjects.Job(property.Value.GetRawText()) : ValueOf(property.Value);
        return table;
    }

    private static bool IsJob(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && JobMembers.All(name => element.TryGetProperty(name, out _));

    /// <summary>Whole numbers become the smallest of int, long, decimal and BigInteger that holds them, others double or decimal; objects become hashtables.</summary>
    public static object? ValueOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => element.TryGetInt32(out var small) ? (object)small : JsonNumber.Of(element),
        JsonValueKind.Array => element.EnumerateArray().Select(ValueOf).ToArray(),
        JsonValueKind.Object => TableOf(element),
        _ => null,
    };

    // What the node writes for a secure string, and for a credential.
    private static object? SecretOf(JsonElement element)
    {
        if (element.GetPropertyCount() == 1 && element.TryGetProperty("$secret", out var text) && text.ValueKind == JsonValueKind.String)
            return SessionValue.Secure(text.GetString()!);
        return element.GetPropertyCount() == 2 && element.TryGetProperty("UserName", out var user) && user.ValueKind == JsonValueKind.String
            && element.TryGetProperty("Password", out var password) && password.ValueKind == JsonValueKind.Object && SecretOf(password) is System.Security.SecureString secure
            ? new System.Management.Automation.PSCredential(user.GetString()!, secure)
            : null;
    }

    private static object TableOf(JsonElement element)
    {
        if (SecretOf(element) is { } secret)
            return secret;
        var table = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var property in element.EnumerateObject())
            table[property.Name] = ValueOf(property.Value);
        return table;
    }
}
