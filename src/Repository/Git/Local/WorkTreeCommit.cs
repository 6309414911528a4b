using LibGit2Sharp;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git.Local;

/// <summary>The first commit of a folder whose files are brought to an empty remote.</summary>
internal static class WorkTreeCommit
{
    /// <summary>Commits all files that are not ignored. False: there are none.</summary>
    public static bool Make(LibRepository repository, string message, GitAuthor author, DateTimeOffset now)
    {
        var changes = WorkTree.Read(repository).Changes;
        if (changes.Count == 0) return false;
        // 1. The index has the files. A crash leaves staged changes, which the next call begins anew.
        var index = repository.Index;
        index.Clear();
        foreach (var change in changes.Where(change => IsThere(Path.Combine(repository.Info.WorkingDirectory, change.Path)))) index.Add(change.Path);
        index.Write();
        // 2. The branch has the commit, or not.
        var signature = CommitText.Sign(author, now);
        repository.Commit(message, signature, signature);
        return true;
    }

    // A link counts as a file, wherever it leads.
    private static bool IsThere(string path) => File.Exists(path) || new FileInfo(path).LinkTarget is not null;
}
