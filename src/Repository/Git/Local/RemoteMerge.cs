using LibGit2Sharp;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git.Local;

/// <summary>
/// Merges two commits without touching a file: scripts run from these files, and one with conflict marks in it would run as well. Renames are
/// not looked for, so that a conflict always concerns one path.
/// </summary>
/// <param name="Tree">The merged tree; null: there are conflicts.</param>
/// <param name="Conflicts">What nobody has resolved yet.</param>
internal sealed record RemoteMerge(Tree? Tree, IReadOnlyList<GitConflict> Conflicts)
{
    private const long MaxContent = 1024 * 1024;

    /// <summary>The merge, with the resolutions that are known.</summary>
    public static RemoteMerge Of(LibRepository repository, Commit ours, Commit theirs)
    {
        var known = MergeResolutions.Read(repository.Info.Path);
        using var index = repository.ObjectDatabase.MergeCommitsIntoIndex(ours, theirs, new MergeTreeOptions { FindRenames = false });
        var open = new List<GitConflict>();
        foreach (var conflict in index.Conflicts.ToArray())
        {
            var path = PathOf(conflict);
            var resolution = known.FirstOrDefault(each => each.Path == path && each.Base == conflict.Ancestor?.Id.Sha
                && each.Ours == conflict.Ours?.Id.Sha && each.Theirs == conflict.Theirs?.Id.Sha);
            var content = resolution?.Result is { } id ? repository.Lookup<Blob>(id) : null;
            // Without its content, which a cleaning by hand can remove, a decision is none.
            if (resolution is null || (resolution.Result is not null && content is null))
            {
                open.Add(new GitConflict(path, Side(repository, conflict.Ancestor), Side(repository, conflict.Ours), Side(repository, conflict.Theirs)));
                continue;
            }

            // Adding alone would leave the conflict beside the file.
            index.Remove(path);
            if (content is not null) index.Add(content, path, (Mode)resolution.Mode);
        }

        return new RemoteMerge(open.Count == 0 ? index.WriteToTree() : null, open);
    }

    /// <summary>The resolution of one conflict of that merge, kept; null: there is no such conflict.</summary>
    public static MergeResolution? Resolve(LibRepository repository, Commit ours, Commit theirs, string path, GitResolution how)
    {
        using var index = repository.ObjectDatabase.MergeCommitsIntoIndex(ours, theirs, new MergeTreeOptions { FindRenames = false });
        if (index.Conflicts.FirstOrDefault(conflict => PathOf(conflict) == path) is not { } conflict) return null;
        var (result, mode) = how switch
        {
            GitResolution.Ours => (conflict.Ours?.Id.Sha, ModeOf(conflict.Ours)),
            GitResolution.Theirs => (conflict.Theirs?.Id.Sha, ModeOf(conflict.Theirs)),
            GitResolution.Content content => (Write(repository, content.Bytes), ModeOf(conflict.Ours ?? conflict.Theirs)),
            _ => throw new ArgumentOutOfRangeException(nameof(how)),
        };
        var resolution = new MergeResolution(path, conflict.Ancestor?.Id.Sha, conflict.Ours?.Id.Sha, conflict.Theirs?.Id.Sha, result, (int)mode);
        MergeResolutions.Add(repository.Info.Path, resolution);
        return resolution;
    }

    private static string PathOf(Conflict conflict) => (conflict.Ours ?? conflict.Theirs ?? conflict.Ancestor).Path;

    private static Mode ModeOf(IndexEntry? entry) => entry?.Mode ?? Mode.NonExecutableFile;

    private static string Write(LibRepository repository, ReadOnlyMemory<byte> content)
    {
        using var stream = new MemoryStream(content.ToArray());
        return repository.ObjectDatabase.CreateBlob(stream).Sha;
    }

    private static GitConflictSide? Side(LibRepository repository, IndexEntry? entry)
    {
        if (entry is null) return null;
        if (repository.Lookup<Blob>(entry.Id) is not { } blob) return new GitConflictSide(entry.Id.Sha, 0, null);
        return new GitConflictSide(entry.Id.Sha, blob.Size, blob.Size <= MaxContent ? BlobContent.Read(blob) : (ReadOnlyMemory<byte>?)null);
    }
}
