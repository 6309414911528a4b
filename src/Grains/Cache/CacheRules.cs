using System.Globalization;
using System.IO.Enumeration;
using System.Text;
using System.Text.RegularExpressions;
using Universal.Cache;

namespace Universal.Grains.Cache;

/// <summary>What an entry must be like, and where it is kept.</summary>
internal static partial class CacheRules
{
    /// <summary>How many parts the cache has. Each is on one node.</summary>
    public const int Partitions = 64;

    /// <summary>Versions are numbers of an epoch: a new life of a part begins a new one. Below 2^53, so that every JSON reader takes them whole.</summary>
    public const long VersionsPerEpoch = 1L << 32;

    private const int MaxKeyLength = 400;

    /// <summary>The part that keeps a key: the same on every node and in every process.</summary>
    public static int PartitionOf(string key)
    {
        // FNV-1a: the runtime's own hash differs from process to process.
        var hash = 2166136261u;
        foreach (var c in key) hash = (hash ^ c) * 16777619u;
        return (int)(hash % Partitions);
    }

    /// <summary>Whether there can be an entry of that key.</summary>
    public static bool IsKey(string? key) => key is { Length: > 0 and <= MaxKeyLength } && IsStorable(key) && !HasOuterSpace(key);

    /// <summary>Every fault of an entry, by field.</summary>
    public static Dictionary<string, string[]> Faults(CacheWrite write, int maxValueLength, DateTimeOffset now)
    {
        var faults = new Dictionary<string, string[]>();
        AddKeyFault(faults, "key", write.Key);
        if (write.Value is null) faults["value"] = ["Give a text; what is not one is set as CLIXML or JSON."];
        else if (write.Value.Length > maxValueLength) faults["value"] = [FormattableString.Invariant($"Has {write.Value.Length:N0} characters; the cache takes {maxValueLength:N0} (Cache:MaxValueLength). Keep it in a file or a database.")];
        else if (write.Persist && !IsStorable(write.Value)) faults["value"] = ["Has a NUL or half of a surrogate pair, which not every database stores. Encode it, or do not persist it."];
        if (write.AbsoluteExpiration <= now) faults["absoluteExpiration"] = ["Must be in the future."];
        AddTimeFaults(faults, write.AbsoluteExpirationFromNow, write.SlidingExpiration);
        if (write is { AbsoluteExpiration: not null, AbsoluteExpirationFromNow: not null })
            faults["absoluteExpirationFromNow"] = ["Give a point in time or a time from now, not both."];
        if (write.ExpectedVersion < 0) faults["expectedVersion"] = ["Give a version that was read, or 0: only if there is none."];
        return faults;
    }

    /// <summary>Every fault of a step, by field.</summary>
    public static Dictionary<string, string[]> Faults(CacheIncrement increment)
    {
        var faults = new Dictionary<string, string[]>();
        AddKeyFault(faults, "key", increment.Key);
        AddTimeFaults(faults, increment.AbsoluteExpirationFromNow, increment.SlidingExpiration);
        return faults;
    }

    /// <summary>Adds what is wrong with a key, or the name of a lock.</summary>
    public static void AddKeyFault(Dictionary<string, string[]> faults, string field, string? key)
    {
        if (key is not { Length: > 0 and <= MaxKeyLength }) faults[field] = [$"Must have 1 to {MaxKeyLength} characters."];
        else if (!IsStorable(key)) faults[field] = ["Must not have a NUL or half of a surrogate pair."];
        else if (HasOuterSpace(key)) faults[field] = ["Must not begin or end with a space."];
    }

    /// <summary>Whether a text begins or ends with a space. SQL Server takes texts for equal that differ only in spaces at their end.</summary>
    public static bool HasOuterSpace(string text) => text is [' ', ..] or [.., ' '];

    /// <summary>Whether every database gives back a text as it was.</summary>
    public static bool IsStorable(string text)
    {
        if (text.AsSpan().IndexOf('\0') >= 0) return false;
        for (var i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }

    /// <summary>The text of a counter after a step. Null: the error says why not.</summary>
    /// <param name="text">What it is; null: there is none.</param>
    /// <param name="by">The step.</param>
    /// <param name="cliXml">Whether a new one is written as CLIXML.</param>
    public static (string? Text, long Value, string? Error) Step(string? text, long by, bool cliXml)
    {
        long value = 0;
        if (text is not null)
        {
            var match = CliXmlNumber().Match(text);
            cliXml = match.Success;
            if (!long.TryParse(match.Success ? match.Groups["number"].ValueSpan : text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
                return (null, 0, "Its value is not a whole number of 64 bits, so it cannot be counted up.");
        }

        var sum = unchecked(value + by);
        if ((value ^ sum) < 0 && (by ^ sum) < 0) return (null, 0, $"{value} and {by} are more than a whole number of 64 bits takes.");
        var digits = sum.ToString(CultureInfo.InvariantCulture);
        return (cliXml ? $"""<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"><I64>{digits}</I64></Objs>""" : digits, sum, null);
    }

    /// <summary>What decides whether a key fits a pattern of <see cref="CacheQuery"/>.</summary>
    public static Func<string, bool> Matcher(string? pattern)
    {
        if (pattern is null or "*") return _ => true;
        var expression = new StringBuilder(pattern.Length + 8);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '`' && i + 1 < pattern.Length) expression.Append('\\').Append(pattern[++i]);
            else if (pattern[i] == '\\') expression.Append(@"\\");
            else expression.Append(pattern[i]);
        }

        var text = expression.ToString();
        return key => FileSystemName.MatchesSimpleExpression(text, key, ignoreCase: true);
    }

    private static void AddTimeFaults(Dictionary<string, string[]> faults, TimeSpan? fromNow, TimeSpan? sliding)
    {
        if (fromNow <= TimeSpan.Zero || fromNow > MaxTime) faults["absoluteExpirationFromNow"] = [FormattableString.Invariant($"Must be more than zero and at most {MaxTime.Days:N0} days.")];
        if (sliding <= TimeSpan.Zero || sliding > MaxTime) faults["slidingExpiration"] = [FormattableString.Invariant($"Must be more than zero and at most {MaxTime.Days:N0} days.")];
    }

    // What is added to a point in time must leave one.
    private static TimeSpan MaxTime { get; } = TimeSpan.FromDays(36_500);

    [GeneratedRegex("""^\s*<Objs [^>]*>\s*<(?<type>By|SB|U16|I16|U32|I32|U64|I64)>(?<number>-?\d+)</\k<type>>\s*</Objs>\s*$""", RegexOptions.ExplicitCapture)]
    private static partial Regex CliXmlNumber();
}
