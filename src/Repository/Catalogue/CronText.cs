using Cronos;

namespace Universal.Repository.Catalogue;

/// <summary>Reads cron expressions: five fields, or six with the seconds first.</summary>
public static class CronText
{
    private const int FieldsWithSeconds = 6;

    // An expression names no year: what comes at all comes after any time.
    private static readonly DateTimeOffset s_sometime = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The expression.</summary>
    /// <exception cref="CronFormatException">It is none.</exception>
    public static CronExpression Parse(string text) => CronExpression.Parse(text.Trim(), HasSeconds(text) ? CronFormat.IncludeSeconds : CronFormat.Standard);

    /// <summary>What is wrong with it, for people; null: nothing. An expression for a day that never comes is wrong too.</summary>
    public static string? Fault(string text, TimeZoneInfo zone)
    {
        try
        {
            return Parse(text).GetNextOccurrence(s_sometime, zone) is null ? $"'{text}' never comes: there is no such day." : null;
        }
        catch (CronFormatException error)
        {
            // With another number of fields the library stumbles over the end of the text, and says so in its own terms.
            var what = FieldsOf(text) is FieldsWithSeconds or FieldsWithSeconds - 1 ? $": {error.Message.TrimEnd('.')}" : "";
            return $"'{text}' is no cron expression of five fields (minute hour day month weekday), or of six with the second first{what}.";
        }
    }

    private static bool HasSeconds(string text) => FieldsOf(text) == FieldsWithSeconds;

    private static int FieldsOf(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
}
