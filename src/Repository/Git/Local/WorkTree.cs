using LibGit2Sharp;
using Universal.Repository.Catalogue;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git.Local;

/// <summary>What differs in the files from the commit they come from.</summary>
/// <param name="Tracked">Changed files that the commit has, or that somebody has added for the next one.</param>
/// <param name="Untracked">Files that are in no commit. Ignored ones are not among them.</param>
/// <param name="Faults">What cannot be read.</param>
internal sealed record WorkTree(IReadOnlyList<GitChange> Tracked, IReadOnlyList<string> Untracked, IReadOnlyList<CatalogueFault> Faults)
{
    private const FileStatus Staged = FileStatus.NewInIndex | FileStatus.ModifiedInIndex | FileStatus.DeletedFromIndex
        | FileStatus.RenamedInIndex | FileStatus.TypeChangeInIndex;

    private static StatusOptions Options(StatusShowOption show) => new()
    {
        Show = show,
        DetectRenamesInIndex = false,
        DetectRenamesInWorkDir = false,
        IncludeIgnored = false,
        IncludeUnaltered = false,
        IncludeUntracked = true,
        RecurseUntrackedDirs = true,
        ExcludeSubmodules = true,
    };

    /// <summary>All changes, by path.</summary>
    public IReadOnlyList<GitChange> Changes =>
        [.. Tracked.Concat(Untracked.Select(path => new GitChange(path, GitChangeKind.Added))).OrderBy(change => change.Path, StringComparer.Ordinal)];

    /// <summary>Whether the files are those of the commit.</summary>
    public bool IsClean => Tracked.Count == 0 && Untracked.Count == 0;

    /// <summary>Reads the state of the files.</summary>
    public static WorkTree Read(LibRepository repository, IndexMemo? memo = null)
    {
        var tracked = new List<GitChange>();
        var untracked = new List<string>();
        var faults = new List<CatalogueFault>();
        var staged = false;
        var head = HeadCommit.Of(repository);
        var key = memo is null ? null : IndexMemo.Key(repository, head);
        var show = memo?.IsClean(key) == true ? StatusShowOption.WorkDirOnly : StatusShowOption.IndexAndWorkDir;
        foreach (var entry in repository.RetrieveStatus(Options(show)))
        {
            staged |= (entry.State & Staged) != 0;
            // A folder is listed as such only where git does not look inside: a repository of its own.
            if (entry.FilePath.EndsWith('/')) continue;
            if (entry.State.HasFlag(FileStatus.Unreadable))
                faults.Add(new CatalogueFault(entry.FilePath, null, "cannot be read."));
            else if (entry.State == FileStatus.NewInWorkdir)
                untracked.Add(entry.FilePath);
            else if (KindOf(entry.State) is { } kind)
                tracked.Add(new GitChange(entry.FilePath, kind));
        }

        // Somebody may have staged something meanwhile.
        if (!staged && memo is not null && key == IndexMemo.Key(repository, head)) memo.Remember(key);
        return new WorkTree(tracked, untracked, faults);
    }

    private static GitChangeKind? KindOf(FileStatus state)
    {
        var goneHere = state.HasFlag(FileStatus.DeletedFromWorkdir);
        if (state.HasFlag(FileStatus.NewInIndex)) return goneHere ? null : GitChangeKind.Added;
        if (goneHere) return GitChangeKind.Deleted;
        // Removed for the next commit, but there again.
        if (state.HasFlag(FileStatus.DeletedFromIndex)) return state.HasFlag(FileStatus.NewInWorkdir) ? GitChangeKind.Modified : GitChangeKind.Deleted;
        return state == FileStatus.Unaltered ? null : GitChangeKind.Modified;
    }
}
