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
    private static readonly StatusOptions Options = new()
    {
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
    public static WorkTree Read(LibRepository repository)
    {
        var tracked = new List<GitChange>();
        var untracked = new List<string>();
        var faults = new List<CatalogueFault>();
        _ = HeadCommit.Of(repository);
        foreach (var entry in repository.RetrieveStatus(Options))
        {
            // A folder is listed as such only where git does not look inside: a repository of its own.
            if (entry.FilePath.EndsWith('/')) continue;
            if (entry.State.HasFlag(FileStatus.Unreadable))
                faults.Add(new CatalogueFault(entry.FilePath, null, "cannot be read."));
            else if (entry.State == FileStatus.NewInWorkdir)
                untracked.Add(entry.FilePath);
            else if (KindOf(entry.State) is { } kind)
                tracked.Add(new GitChange(entry.FilePath, kind));
        }

        return new WorkTree(tracked, untracked, faults);
    }

    /// <summary>What moving from the present commit by those changes would overwrite.</summary>
    public IReadOnlyList<string> InTheWayOf(LibRepository repository, IReadOnlyList<GitChange> changes, Tree target)
    {
        var blocking = new SortedSet<string>(Tracked.Select(change => change.Path), StringComparer.Ordinal);
        var root = repository.Info.WorkingDirectory;
        var head = HeadCommit.Of(repository)!.Tree;
        foreach (var path in changes.Where(change => change.Kind == GitChangeKind.Added).Select(change => change.Path))
        {
            // A file where the commit has a folder.
            for (var end = path.IndexOf('/', StringComparison.Ordinal); end > 0; end = path.IndexOf('/', end + 1))
            {
                if (File.Exists(Path.Combine(root, path[..end])) && head[path[..end]] is null) blocking.Add(path[..end]);
            }

            var file = new FileInfo(Path.Combine(root, path));
            if (file.Exists || file.LinkTarget is not null)
            {
                if (!IsSame(file, target[path])) blocking.Add(path);
            }
            else if (Directory.Exists(file.FullName))
            {
                // A folder where the commit has a file.
                var inside = Directory.EnumerateFiles(file.FullName, "*", SearchOption.AllDirectories);
                blocking.UnionWith(inside.Select(found => Path.GetRelativePath(root, found).Replace('\\', '/')).Where(found => head[found] is null));
            }
        }

        return [.. blocking];
    }

    private static bool IsSame(FileInfo file, TreeEntry? entry)
    {
        if (entry?.Target is not Blob blob || file.LinkTarget is not null || file.Length != blob.Size) return false;
        using var here = file.OpenRead();
        using var there = blob.GetContentStream();
        Span<byte> one = stackalloc byte[4096];
        Span<byte> other = stackalloc byte[4096];
        int read;
        while ((read = here.ReadAtLeast(one, one.Length, throwOnEndOfStream: false)) > 0)
        {
            if (there.ReadAtLeast(other[..read], read, throwOnEndOfStream: false) != read || !one[..read].SequenceEqual(other[..read])) return false;
        }

        return true;
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
