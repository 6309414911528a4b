using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Universal.Repository.Catalogue;

/// <summary>Writes declarations as lines of a configuration file, and takes them out of it. Whatever a value holds, it stays a value.</summary>
public static partial class DeclarationText
{
    private const string QuoteMarks = "'\u2018\u2019\u201A\u201B";

    /// <summary>A call of a cmdlet, in one line.</summary>
    /// <param name="cmdlet">Its name.</param>
    /// <param name="parameters">Its parameters: a true one is a switch, a null one is left out. A name is letters, digits and underscores.</param>
    public static string Call(string cmdlet, IEnumerable<KeyValuePair<string, JsonElement>> parameters)
    {
        var text = new StringBuilder(cmdlet);
        foreach (var (name, value) in parameters.Where(parameter => parameter.Value.ValueKind != JsonValueKind.Null))
        {
            if (!IsName(name)) throw new ArgumentException($"'{name}' is no name of a parameter.", nameof(parameters));
            text.Append(" -").Append(name);
            if (value.ValueKind == JsonValueKind.False) text.Append(":$false");
            else if (value.ValueKind != JsonValueKind.True) text.Append(' ').Append(ValueOf(value));
        }

        return text.ToString();
    }

    /// <summary>Whether a name can stand as a parameter.</summary>
    public static bool IsName(string name) => Name().IsMatch(name);

    /// <summary>
    /// Whether a file has a line that declares what <see cref="Call"/> made <paramref name="line"/> for: one of the same cmdlet with the same name, or, when it
    /// has none, one that begins in the same words.
    /// </summary>
    public static bool Declares(string text, string line)
    {
        var start = (Named().Match(line) is { Success: true } named ? named.Value : line) + " ";
        return text.SplitLines().Any(known => (known.TrimEnd() + " ").StartsWith(start, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether lines of a file are a call of a cmdlet that gives that name, in so many words.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="noun">The noun of the cmdlet, without its prefix.</param>
    /// <param name="name">The name.</param>
    public static bool Names(string lines, string noun, string name)
    {
        if (!lines.Contains(noun, StringComparison.OrdinalIgnoreCase)) return false;
        var quoted = QuoteMark().Replace(name, "$0$0");
        return Regex.IsMatch(
            lines, $"-Name[\\s:]+(?:'{Regex.Escape(quoted)}'|\"{Regex.Escape(name)}\"|{Regex.Escape(name)}(?=[\\s;]|$))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    /// <summary>A file with a line more at its end.</summary>
    public static string Append(string text, string line)
    {
        var end = EndOf(text);
        return text.Length == 0 || text.EndsWith('\n') ? text + line + end : text + end + line + end;
    }

    /// <summary>A file with a line in place of some of its lines, which are counted from 1. Null: with none.</summary>
    public static string Replace(string text, int first, int last, string? line)
    {
        var lines = text.SplitLines();
        return string.Concat([.. lines.Take(first - 1), line is null ? "" : line + EndOf(text), .. lines.Skip(last)]);
    }

    /// <summary>The lines of a file with their ends.</summary>
    public static IReadOnlyList<string> SplitLines(this string text) => [.. Line().Matches(text).Select(match => match.Value)];

    // PowerShell reads a number with a fraction as a double; with a d behind it keeps its digits.
    private static string NumberOf(JsonElement number)
    {
        var raw = number.GetRawText();
        if (number.TryGetInt64(out _) || !decimal.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)) return raw;
        return number.TryGetDouble(out var near) && decimal.TryParse(near.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var again)
            && again == exact ? raw : raw + "d";
    }

    private static string ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Quoted(value.GetString()!),
        JsonValueKind.Number => NumberOf(value),
        JsonValueKind.True => "$true",
        JsonValueKind.False => "$false",
        JsonValueKind.Array => $"@({string.Join(", ", value.EnumerateArray().Select(ValueOf))})",
        JsonValueKind.Object => $"@{{ {string.Join("; ", value.EnumerateObject().Select(member => $"{Quoted(member.Name)} = {ValueOf(member.Value)}"))} }}",
        _ => "$null",
    };

    /// <summary>A text as PowerShell reads it back. It takes typographic marks for quotes as well.</summary>
    public static string Quoted(string text) => $"'{QuoteMark().Replace(text, "$0$0")}'";

    private static string EndOf(string text) => text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    [GeneratedRegex("[" + QuoteMarks + "]")]
    private static partial Regex QuoteMark();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*\\z")]
    private static partial Regex Name();

    [GeneratedRegex("^\\S+ -Name '(?:[^" + QuoteMarks + "]|[" + QuoteMarks + "]{2})*'(?= |$)")]
    private static partial Regex Named();

    [GeneratedRegex("[^\n]*\n|[^\n]+$")]
    private static partial Regex Line();
}
