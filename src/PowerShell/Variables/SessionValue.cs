using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Security;
using System.Text.Json;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Variables;

/// <summary>Makes the values of variables that scripts see.</summary>
public static class SessionValue
{
    private static readonly Dictionary<string, Type> _types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["String"] = typeof(string), ["Int32"] = typeof(int), ["Int"] = typeof(int), ["Int64"] = typeof(long), ["Long"] = typeof(long), ["Int16"] = typeof(short),
        ["Byte"] = typeof(byte), ["Double"] = typeof(double), ["Single"] = typeof(float), ["Float"] = typeof(float), ["Decimal"] = typeof(decimal),
        ["Boolean"] = typeof(bool), ["Bool"] = typeof(bool), ["Char"] = typeof(char), ["DateTime"] = typeof(DateTime), ["DateTimeOffset"] = typeof(DateTimeOffset),
        ["TimeSpan"] = typeof(TimeSpan), ["Guid"] = typeof(Guid), ["Uri"] = typeof(Uri), ["Version"] = typeof(Version), ["Hashtable"] = typeof(Hashtable),
        ["String[]"] = typeof(string[]), ["Int32[]"] = typeof(int[]), ["Object[]"] = typeof(object[]),
    };

    /// <summary>The value in its type; as it is when it has none, or does not convert.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">Name of a type, with or without its namespace.</param>
    public static object? Of(object? value, string? type)
    {
        if (type is null || value is null) return value;
        var name = type.Substring(type.LastIndexOf('.') + 1);
        if (name.Equals("PSCredential", StringComparison.OrdinalIgnoreCase))
            return value is IDictionary map && map["UserName"] is string user && map["Password"] is string password ? Credential(user, password) : value;
        if (name.Equals("SecureString", StringComparison.OrdinalIgnoreCase)) return value is string text ? Secure(text) : value;
        // PowerShell takes any text that is not empty for true.
        if (value is string said && IsBoolean(name)) return BooleanOf(said) ?? value;
        return _types.TryGetValue(name, out var known) && LanguagePrimitives.TryConvertTo(value, known, CultureInfo.InvariantCulture, out var converted) ? converted : value;
    }

    private static bool IsBoolean(string name) => _types.TryGetValue(name, out var known) && known == typeof(bool);

    private static object? BooleanOf(string text) => text.Trim().ToUpperInvariant() switch
    {
        "TRUE" or "1" => true,
        "FALSE" or "0" => false,
        _ => null,
    };

    /// <summary>The value of a secret as a server gives it: a credential, text, or what its declared type makes of it.</summary>
    public static object OfSecret(JsonElement answer)
    {
        var text = answer.GetProperty("value").GetString()!;
        if (answer.TryGetProperty("userName", out var user) && user.GetString() is { } userName) return Credential(userName, text);
        var type = answer.TryGetProperty("type", out var declared) ? declared.GetString() : null;
        // Whoever declares a secure string reads it as the text that it asks for.
        if (type is null || type.EndsWith("SecureString", StringComparison.OrdinalIgnoreCase) || type.EndsWith("String", StringComparison.OrdinalIgnoreCase)) return text;
        return Of(Parsed(text), type) ?? text;
    }

    private static object? Parsed(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind is JsonValueKind.Object ? Table(json.RootElement) : ResourceReader.ValueOf(json.RootElement);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static Hashtable Table(JsonElement map)
    {
        var table = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var member in map.EnumerateObject())
            table[member.Name] = member.Value.ValueKind is JsonValueKind.Object ? Table(member.Value) : ResourceReader.ValueOf(member.Value);
        return table;
    }

    /// <summary>The type to declare for a value whose own JSON does not keep; null: none is needed.</summary>
    public static string? TypeOf(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        PSCredential => "PSCredential",
        SecureString => "SecureString",
        DateTime => "System.DateTime",
        DateTimeOffset => "System.DateTimeOffset",
        TimeSpan => "System.TimeSpan",
        Guid => "System.Guid",
        Version => "System.Version",
        Uri => "System.Uri",
        _ => null,
    };

    /// <summary>A name with a password.</summary>
    public static PSCredential Credential(string userName, string password) => new(userName, Secure(password));

    /// <summary>
    /// The parameters of a job with secure strings and credentials in the place of what the node writes for them, at any depth: an object with the one member
    /// <c>$secret</c>, and one of <c>UserName</c> and such a <c>Password</c>.
    /// </summary>
    public static object? WithSecrets(object? value)
    {
        switch (value)
        {
            case IDictionary { Count: 1 } map when map["$secret"] is string text:
                return Secure(text);
            case IDictionary { Count: 2 } map when map["UserName"] is string user && map["Password"] is IDictionary password && WithSecrets(password) is SecureString secure:
                return new PSCredential(user, secure);
            case IDictionary map:
                foreach (var key in map.Keys.Cast<object>().ToArray()) map[key] = WithSecrets(map[key]);
                return map;
            case object?[] list:
                for (var i = 0; i < list.Length; i++) list[i] = WithSecrets(list[i]);
                return list;
            default:
                return value;
        }
    }

    /// <summary>A secure string of a text.</summary>
    public static SecureString Secure(string text)
    {
        var secure = new SecureString();
        foreach (var letter in text) secure.AppendChar(letter);
        secure.MakeReadOnly();
        return secure;
    }
}
