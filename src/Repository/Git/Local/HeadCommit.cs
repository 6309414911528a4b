using LibGit2Sharp;
using Universal.Git;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git.Local;

/// <summary>The commit that the files come from.</summary>
internal static class HeadCommit
{
    /// <summary>That commit; null: there is none yet.</summary>
    public static Commit? Of(LibRepository repository)
    {
        if (repository.Info.IsHeadUnborn) return null;
        // The library takes a commit that cannot be read for none, and would then commit everything anew.
        return repository.Head.Tip ?? throw new GitException(GitOutcome.Corrupt,
            "Git's data in the folder is damaged: the last commit cannot be read. Keep what is not pushed, empty the folder and let it be cloned again.");
    }
}
