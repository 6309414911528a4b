using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Universal.Grains.Attempts;

/// <summary>
/// Hides the secrets that an attempt was given, in whatever it writes. Each is hidden as it is, and in the forms that it takes on its way: escaped for XML,
/// JSON, addresses and quotes, as base64 and hexadecimal digits. Safe from any thread; costs nothing while there is no secret.
/// </summary>
internal sealed class OutputMask
{
    /// <summary>Stands for a secret.</summary>
    public const string Mask = "***";

    /// <summary>Shorter values are not hidden: they would take half of every text with them.</summary>
    public const int MinLength = 4;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _forms = new(StringComparer.Ordinal);
    private volatile Known? _known;

    /// <summary>Hides further values from now on. Repeating it is harmless.</summary>
    public void Add(IEnumerable<string> values)
    {
        lock (_gate)
        {
            var before = _forms.Count;
            foreach (var value in values) _forms.UnionWith(FormsOf(value));
            if (_forms.Count == before) return;
            _known = new Known([.. _forms.OrderByDescending(form => form.Length)], SearchValues.Create([.. _forms], StringComparison.Ordinal));
        }
    }

    /// <summary>The text without secrets.</summary>
    public string? Apply(string? text)
    {
        if (_known is not { } known || text is null || text.AsSpan().IndexOfAny(known.Search) < 0) return text;
        // The longest first: a part of a secret may be one itself.
        foreach (var form in known.Forms) text = text.Replace(form, Mask, StringComparison.Ordinal);
        return text;
    }

    /// <summary>
    /// The text without secrets, of a text that goes on: its end waits in <paramref name="rest"/>, as it is, as long as it may be the beginning of a secret.
    /// </summary>
    /// <param name="text">The rest of the piece before, with this piece behind it.</param>
    /// <param name="rest">What is to be put before the next piece.</param>
    public string ApplyToPiece(string text, out string rest)
    {
        if (_known is not { } known)
        {
            rest = "";
            return text;
        }

        var (end, beginning) = SureLength(text, known.Forms);
        // Nothing but secrets that overlap, without end: all of it is hidden.
        var isEndless = beginning - end > 2 * known.Forms[0].Length;
        rest = text[(isEndless ? beginning : end)..];
        return Apply(text[..end]) + (isEndless ? Mask : "");
    }

    // Where the longest beginning of a secret stands that could go on, and where what overlaps with it on its left begins: that waits with it.
    private static (int End, int Beginning) SureLength(string text, string[] forms)
    {
        var beginning = text.Length - forms.Max(form => LengthOfBeginningAtTheEnd(text, form));
        var end = beginning;
        for (var moved = end < text.Length; moved;)
        {
            moved = false;
            foreach (var form in forms)
            {
                var from = Math.Max(0, end - form.Length + 1);
                var to = Math.Min(text.Length, end + form.Length - 1);
                var at = text.AsSpan(from, to - from).IndexOf(form, StringComparison.Ordinal);
                if (at < 0) continue;
                (end, moved) = (from + at, true);
            }
        }

        return (end, beginning);
    }

    private static int LengthOfBeginningAtTheEnd(string text, string form)
    {
        for (var length = Math.Min(form.Length - 1, text.Length); length > 0; length--)
            if (text.AsSpan(text.Length - length).SequenceEqual(form.AsSpan(0, length))) return length;
        return 0;
    }

    internal static IEnumerable<string> FormsOf(string value)
    {
        foreach (var part in Texts(value).SelectMany(Parts).Where(part => part.Length >= MinLength).Distinct())
        {
            foreach (var form in Written(part)) yield return form;
        }
    }

    // Of JSON each text in it counts: a script reads a member, and writes that.
    private static IEnumerable<string> Texts(string value)
    {
        if (value.AsSpan().TrimStart() is not ['{' or '[', ..]) return [value];
        try
        {
            using var json = JsonDocument.Parse(value);
            return [value, .. TextsIn(json.RootElement)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // It only looks like it, or holds what is no text.
            return [value];
        }
    }

    private static IEnumerable<string> TextsIn(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => TextsIn(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(TextsIn),
        JsonValueKind.String => [json.GetString()!],
        _ => [],
    };

    // Of a text of several lines each line counts: output comes by lines.
    private static IEnumerable<string> Parts(string value)
    {
        yield return value;
        if (value.AsSpan().IndexOfAny('\r', '\n') < 0) yield break;
        yield return value.ReplaceLineEndings("\n");
        yield return value.ReplaceLineEndings("\r\n");
        foreach (var line in value.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) yield return line;
    }

    private static IEnumerable<string> Written(string part)
    {
        yield return part;
        var json = JsonEncodedText.Encode(part).ToString();
        yield return json;
        yield return json.Replace("\\u0022", "\\\"", StringComparison.Ordinal);
        yield return JsonEncodedText.Encode(part, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
        var escaped = part.Replace("\\", "\\\\", StringComparison.Ordinal);
        yield return escaped.Replace("'", "\\'", StringComparison.Ordinal);
        yield return escaped.Replace("\"", "\\\"", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
        yield return part.Replace("'", "'\\''", StringComparison.Ordinal);
        yield return part.Replace("'", "''", StringComparison.Ordinal);
        var xml = Xml(part);
        yield return xml;
        yield return System.Security.SecurityElement.Escape(part);
        yield return xml.Replace("\"", "&quot;", StringComparison.Ordinal);
        yield return xml.Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&apos;", StringComparison.Ordinal);
        yield return xml.Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal);
        var address = Uri.EscapeDataString(part);
        yield return address;
        // As Python's urllib.parse.quote() leaves it.
        yield return address.Replace("%2F", "/", StringComparison.Ordinal);
        var utf8 = Encoding.UTF8.GetBytes(part);
        yield return Convert.ToBase64String(utf8);
        yield return Convert.ToHexStringLower(utf8);
        yield return Convert.ToHexString(utf8);
        // As PowerShell writes secure strings where the system has no protection of its own, and -EncodedCommand.
        var utf16 = Encoding.Unicode.GetBytes(part);
        yield return Convert.ToBase64String(utf16);
        yield return Convert.ToHexStringLower(utf16);
        yield return Convert.ToHexString(utf16);
        // As [BitConverter]::ToString() writes bytes.
        yield return BitConverter.ToString(utf8);
        yield return BitConverter.ToString(utf16);
    }

    // As CLIXML has it: what XML cannot hold is a number between underscores.
    private static string Xml(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '&') result.Append("&amp;");
            else if (c is '<') result.Append("&lt;");
            else if (c is '>') result.Append("&gt;");
            else if (char.IsControl(c) || char.IsSurrogate(c) || (c == '_' && i + 1 < text.Length && text[i + 1] is 'x' or 'X')) result.Append(CultureInfo.InvariantCulture, $"_x{(int)c:X4}_");
            else result.Append(c);
        }

        return result.ToString();
    }

    private sealed record Known(string[] Forms, SearchValues<string> Search);
}
