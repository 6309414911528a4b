using LibGit2Sharp;
using Universal.Git;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git.Local;

/// <summary>
/// Recognises an edit that a writer published who died before it could say so. The files alone do not tell it when others have undone it or
/// written over it since: it would be done a second time, or be in conflict with its own successor.
/// </summary>
internal static class EarlierPublication
{
    private const int MaxSearched = 1000;

    /// <summary>Whether the edit is among the commits since what its author saw. Where that is not known the files have to tell.</summary>
    public static bool IsIn(LibRepository repository, Commit tip, GitPublication publication)
    {
        var seen = publication.Files.Select(file => file.Base is not null && ObjectId.TryParse(file.Base, out var id) ? repository.Lookup<Commit>(id) : null);
        if (seen.ToArray() is not { Length: > 0 } bases || bases.Contains(null)) return false;
        var since = new CommitFilter { IncludeReachableFrom = tip, ExcludeReachableFrom = bases.Distinct().ToArray() };
        return repository.Commits.QueryBy(since).Take(MaxSearched).Any(commit => Is(repository, commit, publication));
    }

    /// <summary>Whether the commit is that edit: by that author, with that message, and the same files as the edit gives on its parent.</summary>
    public static bool Is(LibRepository repository, Commit commit, GitPublication publication)
    {
        var author = CommitText.Sign(publication.Author, commit.Author.When);
        if (commit.Author.Name != author.Name || commit.Author.Email != author.Email || commit.Parents.Skip(1).Any()) return false;
        if (commit.Message != CommitText.Message(publication.Message)) return false;
        try
        {
            return EditedTree.Of(repository, commit.Parents.SingleOrDefault(), publication.Files).Tree?.Id == commit.Tree.Id;
        }
        catch (GitException e) when (e.Outcome is GitOutcome.Refused)
        {
            // It could not be made there.
            return false;
        }
    }
}
