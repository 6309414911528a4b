using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Numerics;
using System.Security;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Declaring;

/// <summary>
/// Makes plain values of what PowerShell binds: null, text, truth, whole and real numbers, <see cref="ScriptText"/>, <see cref="SecretText"/>, lists and maps of
/// these. The same input gives the same result in every process: the keys of a hashtable, whose order depends on the process, are sorted.
/// </summary>
public static class PlainValue
{
    // Deeper is an object that holds itself.
    private const int MaxDepth = 32;

    /// <summary>The plain value.</summary>
    /// <exception cref="ArgumentException">It is nested too deeply.</exception>
    public static object? Of(object? value) => Of(value, 0);

    private static object? Of(object? value, int depth)
    {
        if (depth > MaxDepth) throw new ArgumentException("The value is nested too deeply.");
        return value switch
        {
            null or DBNull => null,
            PSObject { BaseObject: PSCustomObject } custom => OfProperties(custom, depth),
            PSObject wrapped => Of(wrapped.BaseObject, depth),
            string or bool or ScriptText or SecretText => value,
            SwitchParameter flag => flag.IsPresent,
            char letter => letter.ToString(),
            ScriptBlock block => ScriptText.Of(block),
            Resource resource => resource.ToValue(),
            OpenChoice choice => choice.Value,
            Enum choice => choice.ToString(),
            sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(value, CultureInfo.InvariantCulture),
            // A decimal keeps its digits, and a float is the number that it is written as.
            decimal => value,
            ulong large => large <= long.MaxValue ? (object)(long)large : (decimal)large,
            float real => double.Parse(real.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
            double => value,
            BigInteger whole => OfWhole(whole),
            DateTime time => time.ToString("o", CultureInfo.InvariantCulture),
            DateTimeOffset time => time.ToString("o", CultureInfo.InvariantCulture),
            TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
            SecureString secret => new SecretText(new NetworkCredential("", secret).Password),
            PSCredential credential => OfCredential(credential),
            OrderedDictionary map => OfOrdered(map, depth),
            IDictionary map => OfDictionary(map, depth),
            byte[] bytes => Convert.ToBase64String(bytes),
            IEnumerable list => list.Cast<object?>().Select(item => Of(item, depth + 1)).ToList(),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };
    }

    // What no number of .NET holds stays text with all its digits.
    private static object OfWhole(BigInteger whole)
    {
        if (whole >= long.MinValue && whole <= long.MaxValue) return (long)whole;
        return whole >= new BigInteger(decimal.MinValue) && whole <= new BigInteger(decimal.MaxValue)
            ? (decimal)whole
            : whole.ToString(CultureInfo.InvariantCulture);
    }

    private static SortedDictionary<string, object?> OfCredential(PSCredential credential) => new(StringComparer.Ordinal)
    {
        ["Password"] = new SecretText(credential.GetNetworkCredential().Password),
        ["UserName"] = credential.UserName,
    };

    private static Dictionary<string, object?> OfOrdered(OrderedDictionary map, int depth)
    {
        var plain = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in map)
            plain[KeyOf(entry.Key)] = Of(entry.Value, depth + 1);
        return plain;
    }

    private static SortedDictionary<string, object?> OfDictionary(IDictionary map, int depth)
    {
        var plain = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in map)
            plain[KeyOf(entry.Key)] = Of(entry.Value, depth + 1);
        return plain;
    }

    private static Dictionary<string, object?> OfProperties(PSObject custom, int depth)
    {
        var plain = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in custom.Properties)
            plain[property.Name] = Of(property.Value, depth + 1);
        return plain;
    }

    private static string KeyOf(object key) => Convert.ToString(key, CultureInfo.InvariantCulture) ?? "";
}
