using LibGit2Sharp;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git.Local;

/// <summary>Reads what was changed in the folder by hand.</summary>
internal static class LocalEdits
{
    /// <summary>The changes; of more than that many bytes in all, the first ones by path that fit.</summary>
    public static GitLocalChanges Read(LibRepository repository, IndexMemo memo, long maxBytes)
    {
        var head = HeadCommit.Of(repository);
        var state = WorkTree.Read(repository, memo);
        var files = new List<GitFileEdit>();
        // What cannot be read is no change that could be handed over, and must not be forgotten either.
        var left = new SortedSet<string>(state.Faults.Select(fault => fault.File), StringComparer.Ordinal);
        var room = maxBytes;
        foreach (var path in state.Changes.Select(change => change.Path))
        {
            var file = new FileInfo(Path.Combine(repository.Info.WorkingDirectory, path));
            if (GitPath.Fault(path) is not null || file.LinkTarget is not null || (file.Exists && file.Length > room))
            {
                left.Add(path);
            }
            else if (!file.Exists)
            {
                if (head?[path] is not null) files.Add(new GitFileEdit(path, head.Sha, null));
            }
            else if (Write(repository, path) is { } blob && blob.Id != head?[path]?.Target.Id)
            {
                // It may have grown since it was measured.
                if (blob.Size > room)
                {
                    left.Add(path);
                    continue;
                }

                room -= blob.Size;
                files.Add(new GitFileEdit(path, head?.Sha, BlobContent.Read(blob)));
            }
        }

        return new GitLocalChanges(head?.Sha, files, [.. left]);
    }

    // Null: a script removed it in this moment; the next reading finds what became of it.
    private static Blob? Write(LibRepository repository, string path)
    {
        try
        {
            return repository.ObjectDatabase.CreateBlob(path);
        }
        catch (NotFoundException)
        {
            return null;
        }
    }
}
