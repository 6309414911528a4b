using LibGit2Sharp;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git.Local;

/// <summary>How far two commits are apart.</summary>
/// <param name="Ahead">Commits that only the first has.</param>
/// <param name="Behind">Commits that only the second has.</param>
/// <param name="Related">Whether they have a common one.</param>
internal sealed record Divergence(int Ahead, int Behind, bool Related)
{
    /// <summary>Of those two; either may be missing.</summary>
    public static Divergence Of(LibRepository repository, Commit? one, Commit? other)
    {
        if (one is null || other is null)
            return new Divergence(one is null ? 0 : Count(repository, one), other is null ? 0 : Count(repository, other), false);
        if (one.Id == other.Id) return new Divergence(0, 0, true);
        var found = repository.ObjectDatabase.CalculateHistoryDivergence(one, other);
        return found.CommonAncestor is null
            ? new Divergence(Count(repository, one), Count(repository, other), false)
            : new Divergence(found.AheadBy ?? 0, found.BehindBy ?? 0, true);
    }

    private static int Count(LibRepository repository, Commit commit) =>
        repository.Commits.QueryBy(new CommitFilter { IncludeReachableFrom = commit }).Count();
}
