using LibGit2Sharp;
using Universal.Git;
using Universal.Repository.Git.Transport;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git.Local;

/// <summary>The remote's branch, as it was when it was last asked.</summary>
/// <param name="Name">Name of the branch.</param>
/// <param name="Commit">Its commit; null: there is no such branch.</param>
/// <param name="OtherBranches">Then: those that there are.</param>
internal sealed record RemoteBranch(string Name, string? Commit, IReadOnlyList<string> OtherBranches)
{
    private const int MaxNamed = 10;

    /// <summary>Whether the remote has no branch at all.</summary>
    public bool IsEmpty => Commit is null && OtherBranches.Count == 0;

    /// <summary>What was last fetched, or null.</summary>
    public static Commit? Known(LibRepository repository, string branch) =>
        KnownId(repository, branch) is { } id ? repository.Lookup<Commit>(id) ?? throw Damaged(id) : null;

    /// <summary>Its id. The commit itself may be damaged or missing, which a fetch may heal.</summary>
    public static string? KnownId(LibRepository repository, string branch) => (repository.Refs[Ref(branch)] as DirectReference)?.TargetIdentifier;

    /// <summary>Keeps what was fetched. A branch that is gone stays known, for whoever asks what it was.</summary>
    public static RemoteBranch Keep(LibRepository repository, string branch, RemoteTip tip)
    {
        if (tip.Commit is not null)
        {
            var commit = repository.Lookup<Commit>(tip.Commit) ?? throw Damaged(tip.Commit);
            repository.Refs.Add(Ref(branch), commit.Id, allowOverwrite: true);
        }

        return new RemoteBranch(branch, tip.Commit, tip.OtherBranches);
    }

    /// <summary>The result when there is no such branch.</summary>
    public GitResult<T> Missing<T>() where T : class => IsEmpty
        ? new GitResult<T>(GitOutcome.RemoteEmpty, null, "The remote is empty; push to it first.")
        : new GitResult<T>(GitOutcome.RemoteBranchGone, null,
            $"The remote has no branch {Name}. It has: {string.Join(", ", OtherBranches.Take(MaxNamed))}"
            + (OtherBranches.Count > MaxNamed ? " and more." : "."));

    private static GitException Damaged(string commit) => new(GitOutcome.Corrupt,
        $"Git's data in the folder is damaged: the commit {commit} cannot be read. Keep what is not pushed, empty the folder and let it be cloned again.");

    private static string Ref(string branch) => "refs/remotes/origin/" + branch;
}
