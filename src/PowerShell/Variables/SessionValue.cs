using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Security;

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

    /// <summary>A name with a password.</summary>
    public static PSCredential Credential(string userName, string password) => new(userName, Secure(password));

    private static SecureString Secure(string text)
    {
        var secure = new SecureString();
        foreach (var letter in text) secure.AppendChar(letter);
        secure.MakeReadOnly();
        return secure;
    }
}
