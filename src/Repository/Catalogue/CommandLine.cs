using System.Text;

namespace Universal.Repository.Catalogue;

/// <summary>Splits the arguments of a program that were given as one text.</summary>
internal static class CommandLine
{
    /// <summary>The words between blanks; single or double quotes keep blanks together, and quotes of the other kind as they are. There are no escapes.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quote = '\0';
        // "" is a word although nothing stands in it.
        var started = false;
        foreach (var c in text)
        {
            if (quote != '\0' ? c == quote : c is '"' or '\'')
            {
                quote = quote == '\0' ? c : '\0';
                started = true;
            }
            else if (quote == '\0' && char.IsWhiteSpace(c))
            {
                End();
            }
            else
            {
                word.Append(c);
                started = true;
            }
        }

        End();
        return words;

        void End()
        {
            if (started) words.Add(word.ToString());
            word.Clear();
            started = false;
        }
    }
}
