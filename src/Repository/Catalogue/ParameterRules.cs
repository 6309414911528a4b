using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Universal.Scripts;

namespace Universal.Repository.Catalogue;

/// <summary>Checks a value of the right type against what its parameter allows.</summary>
internal static class ParameterRules
{
    // A pattern can be such that a value keeps a processor busy for years.
    private static readonly TimeSpan PatternLimit = TimeSpan.FromMilliseconds(100);

    /// <summary>What is wrong with a value, as JSON; null: nothing. Of an array each item is checked.</summary>
    public static string? Fault(ScriptParameter parameter, string raw)
    {
        if (!HasRules(parameter)) return null;
        using var document = JsonDocument.Parse(raw);
        if (document.RootElement.ValueKind != JsonValueKind.Array) return ItemFault(parameter, document.RootElement);
        var items = document.RootElement.EnumerateArray().ToArray();
        if (items.Length < parameter.MinItems) return $"Must have at least {Count(parameter.MinItems, "item")}.";
        if (items.Length > parameter.MaxItems) return $"Must have at most {Count(parameter.MaxItems, "item")}.";
        return items.Select(item => ItemFault(parameter, item)).FirstOrDefault(fault => fault is not null);
    }

    /// <summary>What is wrong with a pattern; null: nothing.</summary>
    public static string? PatternFault(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternLimit);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }

    private static bool HasRules(ScriptParameter rules) =>
        rules.AllowedValues.Count > 0 || rules.Pattern is not null || (rules.Minimum ?? rules.Maximum) is not null
        || (rules.MinLength ?? rules.MaxLength ?? rules.MinItems ?? rules.MaxItems) is not null;

    private static string? ItemFault(ScriptParameter rules, JsonElement item)
    {
        var text = item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText();
        if (rules.AllowedValues.Count > 0 && !rules.AllowedValues.Contains(text, StringComparer.OrdinalIgnoreCase))
            return $"Not one of: {string.Join(", ", rules.AllowedValues)}.";
        if ((rules.Minimum ?? rules.Maximum) is not null && double.TryParse(text, CultureInfo.InvariantCulture, out var number))
        {
            if (number < rules.Minimum) return string.Create(CultureInfo.InvariantCulture, $"Must be at least {rules.Minimum}.");
            if (number > rules.Maximum) return string.Create(CultureInfo.InvariantCulture, $"Must be at most {rules.Maximum}.");
        }

        if (text.Length < rules.MinLength) return $"Must have at least {Count(rules.MinLength, "character")}.";
        if (text.Length > rules.MaxLength) return $"Must have at most {Count(rules.MaxLength, "character")}.";
        return rules.Pattern is { } pattern ? MatchFault(pattern, text) : null;
    }

    private static string? MatchFault(string pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternLimit) ? null : $"Must match the pattern {pattern}.";
        }
        catch (RegexMatchTimeoutException)
        {
            return $"Cannot be compared with the pattern {pattern} within {PatternLimit.TotalMilliseconds:0} ms.";
        }
    }

    private static string Count(int? count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
