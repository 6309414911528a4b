using System.Text;

namespace Universal.Grains.Execution;

/// <summary>The words of <c>ScriptHosts:Launcher</c>.</summary>
internal static class Launcher
{
    /// <summary>Splits a command line at blanks. Quotes, single or double, hold a word with blanks together; nothing else is special.</summary>
    /// <exception cref="FormatException">A quote is not closed.</exception>
    public static IReadOnlyList<string> Split(string? text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quote, any) = ('\0', false);
        foreach (var letter in text ?? "")
        {
            if (quote != '\0')
            {
                if (letter == quote) quote = '\0';
                else word.Append(letter);
            }
            else if (letter is '\'' or '"')
            {
                (quote, any) = (letter, true);
            }
            else if (char.IsWhiteSpace(letter))
            {
                if (any || word.Length > 0) words.Add(word.ToString());
                word.Clear();
                any = false;
            }
            else
            {
                word.Append(letter);
            }
        }

        if (quote != '\0') throw new FormatException($"The quote {quote} is not closed.");
        if (any || word.Length > 0) words.Add(word.ToString());
        return words;
    }
}
