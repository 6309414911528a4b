using LibGit2Sharp;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git.Local;

/// <summary>Commits changes of the files.</summary>
internal static class WorkTreeCommit
{
    /// <summary>
    /// Commits those paths, files or folders; null: all. What is staged by hand beside them is not committed. Null: there is no change.
    /// </summary>
    public static GitCommitted? Make(LibRepository repository, string message, GitAuthor author, IReadOnlyList<string>? paths, DateTimeOffset now)
    {
        var changes = WorkTree.Read(repository).Changes.Where(change => IsMeant(change.Path, paths)).ToArray();
        if (changes.Length == 0) return null;
        // 1. The index becomes that of the last commit and these changes. A crash leaves staged changes, which the next call begins anew.
        var index = repository.Index;
        if (HeadCommit.Of(repository) is { } head) index.Replace(head.Tree);
        else index.Clear();
        foreach (var change in changes)
        {
            if (IsThere(Path.Combine(repository.Info.WorkingDirectory, change.Path))) index.Add(change.Path);
            else index.Remove(change.Path);
        }

        index.Write();
        // 2. The branch has the commit, or not.
        var signature = Sign(author, now);
        try
        {
            var commit = repository.Commit(message, signature, signature);
            return new GitCommitted(commit.Sha, changes);
        }
        catch (EmptyCommitException)
        {
            // A file that was staged by hand and then put back.
            return null;
        }
    }

    /// <summary>Git's form of an author. What would break its format is left out of the name and the address.</summary>
    public static Signature Sign(GitAuthor author, DateTimeOffset now) =>
        new(Clean(author.Name, "unknown"), Clean(author.Email, "unknown@localhost"), now);

    private static string Clean(string text, string standard)
    {
        var kept = string.Concat(text.Where(c => !char.IsControl(c) && c is not ('<' or '>')));
        var clean = kept.Trim(' ', '.', ',', ':', ';', '"', '\'', '\\');
        return clean.Length == 0 ? standard : clean;
    }

    private static bool IsMeant(string path, IReadOnlyList<string>? paths) =>
        paths is null || paths.Any(meant => path == meant || path.StartsWith(meant.TrimEnd('/') + "/", StringComparison.Ordinal));

    // A link counts as a file, wherever it leads.
    private static bool IsThere(string path) => File.Exists(path) || new FileInfo(path).LinkTarget is not null;
}
