using LibGit2Sharp;

namespace Universal.Repository.Git.Local;

/// <summary>Git's form of what people write into a commit.</summary>
internal static class CommitText
{
    /// <summary>An author. What would break git's format is left out of the name and the address.</summary>
    public static Signature Sign(GitAuthor author, DateTimeOffset now) =>
        new(Clean(author.Name, "unknown"), Clean(author.Email, "unknown@localhost"), now);

    /// <summary>
    /// A message, as git would make it of what a person typed: no blank ends, one line end at the end. Git's messages end at the first NUL, so
    /// there must be none.
    /// </summary>
    public static string Message(string text) =>
        string.Join('\n', text.Replace("\0", "", StringComparison.Ordinal).Split('\n').Select(line => line.TrimEnd())).Trim('\n') + "\n";

    private static string Clean(string text, string standard)
    {
        var kept = string.Concat(text.Where(c => !char.IsControl(c) && c is not ('<' or '>')));
        var clean = kept.Trim(' ', '.', ',', ':', ';', '"', '\'', '\\');
        return clean.Length == 0 ? standard : clean;
    }
}
