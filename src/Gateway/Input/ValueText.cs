using System.Globalization;
using Universal.Errors;
using Universal.Scripts;

namespace Universal.Gateway.Input;

/// <summary>Says in words what a value must be. Queries and bodies share it.</summary>
internal static class ValueText
{
    /// <summary>What is wrong with a query's text; null: nothing that the type alone can tell.</summary>
    public static string? Fault(string? text, Type type)
    {
        if (type == typeof(string)) return null;
        // Left empty, it counts as left out where that can be.
        if (string.IsNullOrEmpty(text)) return $"Give {Expected(type)}, or leave it out.";
        if (type.IsEnum) return Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase) ? null : UnknownName(text, type);
        if (type == typeof(bool)) return BooleanText.TryParse(text, out _) ? null : Wanted(type);
        if (type == typeof(int)) return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? null : Wanted(type);
        if (type == typeof(long)) return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? null : Wanted(type);
        if (type == typeof(TimeSpan)) return TimeSpanConverter.TryParse(text, out _) ? null : Wanted(type);
        if (type == typeof(DateTimeOffset)) return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) ? null : Wanted(type);
        return null;
    }

    /// <summary>"There is no 'Erorr'. Did you mean 'Error'? Known are ..."</summary>
    public static string UnknownName(string text, Type type)
    {
        var names = Enum.GetNames(type);
        return $"It cannot be '{Shorten(text)}'.{NearestName.Hint(text, names)} Known are {string.Join(", ", names)}.";
    }

    /// <summary>What a value of that type is, with its article.</summary>
    public static string Expected(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(string)) return "a text";
        if (plain == typeof(bool)) return "true or false";
        if (plain == typeof(int)) return "a whole number of 32 bits";
        if (plain == typeof(long)) return "a whole number of 64 bits";
        if (plain == typeof(double) || plain == typeof(decimal)) return "a number";
        if (plain == typeof(TimeSpan)) return "a time such as 00:00:30 (30 s) or 7.00:00:00 (7 days)";
        if (plain == typeof(DateTimeOffset)) return "a point in time such as 2026-01-31T08:00:00Z";
        if (plain == typeof(Guid)) return "a GUID";
        if (plain.IsEnum) return $"one of {string.Join(", ", Enum.GetNames(plain))}";
        if (plain != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(plain)) return "a list";
        return "an object";
    }

    /// <summary>A caller's text, as far as it is worth repeating.</summary>
    public static string Shorten(string text) => text.Length <= 50 ? text : text[..50] + "...";

    private static string Wanted(Type type) => $"Give {Expected(type)}.";
}
