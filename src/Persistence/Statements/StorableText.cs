namespace Universal.Persistence.Statements;

/// <summary>Text that every engine can store.</summary>
internal static class StorableText
{
    private const char Replacement = '\uFFFD';

    /// <summary>Replaces NUL, which PostgreSQL refuses, and surrogates without their other half, which UTF-8 cannot express, by U+FFFD.</summary>
    public static string? Clean(string? text)
    {
        if (text is null) return null;
        var first = FirstFault(text);
        if (first < 0) return text;
        return string.Create(text.Length, text, static (target, source) =>
        {
            source.CopyTo(target);
            for (var i = 0; i < target.Length; i++)
            {
                if (target[i] == '\0') target[i] = Replacement;
                else if (!char.IsSurrogate(target[i])) continue;
                else if (char.IsHighSurrogate(target[i]) && i + 1 < target.Length && char.IsLowSurrogate(target[i + 1])) i++;
                else target[i] = Replacement;
            }
        });
    }

    // The first character that may need work; almost every text has none.
    private static int FirstFault(string text)
    {
        var nul = text.AsSpan().IndexOf('\0');
        return nul >= 0 ? nul : text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
    }
}
