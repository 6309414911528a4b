using LibGit2Sharp;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git.Local;

/// <summary>Merges two versions of one file in git's object store: no conflict mark is ever in a file that a script could run from.</summary>
internal static class FileMerge
{
    private const long MaxContent = 1024 * 1024;

    // Always the same, so that a repeated merge finds its commits and adds none.
    private static readonly Signature Nobody = new("universal", "universal@localhost", DateTimeOffset.UnixEpoch);

    /// <summary>The merged file; null: both changed the same lines, or it is no text. Git's attributes of the path count.</summary>
    public static Blob? Of(LibRepository repository, string path, Blob ancestor, Blob ours, Blob theirs)
    {
        // The library merges whole commits only. These have one file and no ref; a cleaning of the repository removes them.
        var before = Commit(repository, path, ancestor);
        using var index = repository.ObjectDatabase.MergeCommitsIntoIndex(
            Commit(repository, path, ours, before), Commit(repository, path, theirs, before), new MergeTreeOptions { FindRenames = false });
        return index.IsFullyMerged ? repository.Lookup<Blob>(index[path].Id) : null;
    }

    /// <summary>One side of a conflict, for people.</summary>
    public static GitConflictSide? Side(Blob? blob) =>
        blob is null ? null : new GitConflictSide(blob.Sha, blob.Size, blob.Size <= MaxContent ? BlobContent.Read(blob) : (ReadOnlyMemory<byte>?)null);

    private static Commit Commit(LibRepository repository, string path, Blob content, params Commit[] parents)
    {
        var tree = repository.ObjectDatabase.CreateTree(new TreeDefinition().Add(path, content, Mode.NonExecutableFile));
        return repository.ObjectDatabase.CreateCommit(Nobody, Nobody, "merge of one file", tree, parents, prettifyMessage: false);
    }
}
