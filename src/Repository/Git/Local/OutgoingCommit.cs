using LibGit2Sharp;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git.Local;

/// <summary>
/// A commit on its way to the remote. It has a ref of its own, because a push wants one, and so that the branch and the files here stay as they are.
/// </summary>
internal sealed class OutgoingCommit : IDisposable
{
    private const string Prefix = "refs/universal/outgoing/";

    private readonly string _folder;

    public OutgoingCommit(LibRepository repository, Commit commit, IReadOnlyList<GitChange> changes)
    {
        (_folder, Id, Changes) = (repository.Info.WorkingDirectory, commit.Sha, changes);
        repository.Refs.Add(Ref, commit.Id, allowOverwrite: true);
    }

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>What it changes.</summary>
    public IReadOnlyList<GitChange> Changes { get; }

    /// <summary>Its ref.</summary>
    public string Ref => Prefix + Id;

    /// <summary>Removes the refs of processes that were killed while they published. The caller holds the lock of the remote.</summary>
    public static void RemoveLeftovers(LibRepository repository)
    {
        foreach (var name in repository.Refs.FromGlob(Prefix + "*").Select(reference => reference.CanonicalName).ToArray()) repository.Refs.Remove(name);
    }

    public void Dispose()
    {
        using var repository = new LibRepository(_folder);
        repository.Refs.Remove(Ref);
    }
}
