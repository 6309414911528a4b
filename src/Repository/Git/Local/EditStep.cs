using LibGit2Sharp;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git.Local;

/// <summary>What is to be done for one file of an edit.</summary>
/// <param name="Path">The file.</param>
/// <param name="Kind">What happens to it; null: nothing.</param>
/// <param name="Result">Its content then; null: it is deleted.</param>
/// <param name="Mode">Its mode then.</param>
/// <param name="Conflict">What does not fit.</param>
/// <param name="Fault">Why it cannot be written at all.</param>
internal sealed record EditStep(string Path, GitChangeKind? Kind, Blob? Result, Mode Mode, GitConflict? Conflict, string? Fault)
{
    /// <summary>Compares what the author saw, what is there now, and what the author wants.</summary>
    public static EditStep Of(LibRepository repository, Commit? tip, GitFileEdit edit)
    {
        var entry = tip?[edit.Path];
        // A base that a forced push took away, and that is not here either, says nothing about what was seen.
        var seen = edit.Base is not null && ObjectId.TryParse(edit.Base, out var id) ? repository.Lookup<Commit>(id) : null;
        var seenEntry = seen?[edit.Path];
        if (entry is { TargetType: TreeEntryTargetType.GitLink }) return Refuse(edit, "is a submodule there.");
        if (entry is { Mode: Mode.SymbolicLink } && !(edit.Content is null && entry.Mode == seenEntry?.Mode && entry.Target.Id == seenEntry.Target.Id))
            return Refuse(edit, "is a symbolic link there.");

        var before = seenEntry?.Target as Blob;
        var theirs = entry?.Target as Blob;
        var ours = edit.Content is { } content ? Write(repository, edit.Path, content) : null;
        if (ours?.Id == theirs?.Id) return Nothing(edit);
        if (before?.Id == theirs?.Id) return Take(edit, theirs, ours, entry);
        // Who deletes what nobody is known to have seen wants more than nothing.
        if (before?.Id == ours?.Id && seen is not null) return Nothing(edit);
        var merged = before is not null && ours is not null && theirs is not null && seenEntry!.Mode != Mode.SymbolicLink
            ? FileMerge.Of(repository, edit.Path, before, ours, theirs)
            : null;
        if (merged is null)
        {
            var conflict = new GitConflict(edit.Path, FileMerge.Side(before), FileMerge.Side(ours), FileMerge.Side(theirs));
            return Nothing(edit) with { Conflict = conflict };
        }

        // The remote may have all of it already, and more.
        return merged.Id == theirs!.Id ? Nothing(edit) : Take(edit, theirs, merged, entry);
    }

    private static EditStep Nothing(GitFileEdit edit) => new(edit.Path, null, null, Mode.Nonexistent, null, null);

    private static EditStep Refuse(GitFileEdit edit, string fault) =>
        Nothing(edit) with { Fault = $"{edit.Path} cannot be edited, because it {fault}" };

    private static EditStep Take(GitFileEdit edit, Blob? theirs, Blob? result, TreeEntry? entry) => Nothing(edit) with
    {
        Kind = theirs is null ? GitChangeKind.Added : result is null ? GitChangeKind.Deleted : GitChangeKind.Modified,
        Result = result,
        Mode = theirs is null ? Mode.NonExecutableFile : entry!.Mode,
    };

    // By the path, so that line ends are stored as the repository's attributes say, or the file would look changed on every node.
    private static Blob Write(LibRepository repository, string path, ReadOnlyMemory<byte> content)
    {
        using var stream = new MemoryStream(content.ToArray());
        return repository.ObjectDatabase.CreateBlob(stream, path);
    }
}
