namespace Universal.Scripts;

/// <summary>
/// The one reading of truth values that arrive as text: in a query, a parameter, a variable, a setting. PowerShell itself takes every text
/// that is not empty for true, "false" included, so such a text must never reach it unread.
/// </summary>
public static class BooleanText
{
    /// <summary>What to say about any other text.</summary>
    public const string Expected = "true, false, 1 or 0";

    /// <summary>Reads "true" or "1", "false" or "0", letter case and surrounding spaces ignored. Anything else is refused.</summary>
    public static bool TryParse(string? text, out bool value)
    {
        var trimmed = text.AsSpan().Trim();
        value = trimmed.Equals("true", StringComparison.OrdinalIgnoreCase) || trimmed is "1";
        return value || trimmed.Equals("false", StringComparison.OrdinalIgnoreCase) || trimmed is "0";
    }
}
