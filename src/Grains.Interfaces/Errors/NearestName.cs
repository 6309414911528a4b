namespace Universal.Errors;

/// <summary>Finds what a misspelled name was probably meant to be. Every message about an unknown name uses it.</summary>
public static class NearestName
{
    // A longer text is no misspelled name, and comparing costs the product of the lengths.
    private const int MaxLength = 100;

    /// <summary>
    /// The known name that <paramref name="name"/> most resembles, letter case ignored; null when none is close enough to be a likely
    /// misspelling. Swapped neighbors count as one mistake. A name that begins with the other, or abbreviates it, counts as close.
    /// </summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        if (name.Length is 0 or > MaxLength) return null;
        string? nearest = null;
        var fewest = int.MaxValue;
        foreach (var candidate in known.Where(candidate => candidate.Length is > 0 and <= MaxLength))
        {
            var mistakes = Mistakes(name, candidate);
            if (mistakes >= fewest || !IsClose(name, candidate, mistakes)) continue;
            (nearest, fewest) = (candidate, mistakes);
        }

        return nearest;
    }

    /// <summary>" Did you mean 'computer'?" with the space before it, or nothing when no known name is close.</summary>
    public static string Hint(string name, IEnumerable<string> known) => Find(name, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    private static bool IsClose(string name, string candidate, int mistakes)
    {
        var (shorter, longer) = name.Length < candidate.Length ? (name, candidate) : (candidate, name);
        return mistakes <= Math.Max(1, longer.Length / 3)
            || (shorter.Length >= 3 && longer.StartsWith(shorter, StringComparison.OrdinalIgnoreCase))
            || (shorter.Length >= 3 && shorter.Length * 2 >= longer.Length && IsShortFor(shorter, longer));
    }

    // "params" for "parameters", "env" for nothing: the first letter, and the others in their order.
    private static bool IsShortFor(string shorter, string longer)
    {
        var found = 0;
        foreach (var letter in longer)
        {
            if (found < shorter.Length && Same(shorter[found], letter)) found++;
        }

        return found == shorter.Length && Same(shorter[0], longer[0]);
    }

    // The distance of Damerau and Levenshtein, in three rows.
    private static int Mistakes(string left, string right)
    {
        var (before, last, row) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var j = 0; j <= right.Length; j++) last[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = Same(left[i - 1], right[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                var swapped = i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]);
                if (swapped) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last, row) = (last, row, before);
        }

        return last[right.Length];
    }

    private static bool Same(char left, char right) => char.ToUpperInvariant(left) == char.ToUpperInvariant(right);
}
