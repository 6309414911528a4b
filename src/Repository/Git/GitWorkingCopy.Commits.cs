using LibGit2Sharp;
using Universal.Git;
using Universal.Repository.Catalogue;
using Universal.Repository.Git.Local;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git;

public sealed partial class GitWorkingCopy
{
    private const long MaxCompared = 1024 * 1024;

    /// <summary>A file as it was in a commit. Does not need the files of the folder, and waits for no operation.</summary>
    /// <param name="commit">Whole id of the commit.</param>
    /// <param name="path">Path with forward slashes.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<GitResult<GitFile>> ReadAsync(string commit, string path, CancellationToken cancellationToken) => OnCommitsAsync(
        repository =>
        {
            if (!GitPath.IsInside(path) || Find(repository, commit)[path] is not { TargetType: TreeEntryTargetType.Blob } entry)
                throw new GitException(GitOutcome.NotFound, $"There is no file {path} in that commit.");
            var kind = entry.Mode switch
            {
                Mode.SymbolicLink => GitFileKind.Link,
                Mode.ExecutableFile => GitFileKind.Executable,
                _ => GitFileKind.Plain,
            };
            return Success(new GitFile(path, kind, BlobContent.Read((Blob)entry.Target)));
        },
        cancellationToken);

    /// <summary>
    /// Writes a commit's files into a folder of their own, byte for byte; it appears whole or not at all, so that a job can run the files of the
    /// commit it is pinned to. Up to date: the folder is there already; it is not looked into. Links that leave the repository are left out.
    /// </summary>
    /// <param name="commit">Whole id of the commit.</param>
    /// <param name="folder">The folder; its parent is created. Not inside the working copy.</param>
    /// <param name="cancellationToken">Ends it, and leaves nothing.</param>
    public Task<GitResult<GitExported>> ExportAsync(string commit, string folder, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar);
        if (RealPath.IsWithin(target, Folder)) throw new ArgumentException("The folder must not be inside the working copy.", nameof(folder));
        return OnCommitsAsync(
            repository => TreeExport.Write(repository, Find(repository, commit), target, _time.GetUtcNow(), cancellationToken),
            cancellationToken);
    }

    /// <summary>Files that differ between two commits: what is to be read again.</summary>
    /// <param name="from">Whole id of the earlier commit; null: nothing, so that every file is new.</param>
    /// <param name="to">Whole id of the later commit.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<GitResult<IReadOnlyList<GitChange>>> ChangesAsync(string? from, string to, CancellationToken cancellationToken) => OnCommitsAsync(
        repository => Success(Changes(repository, from is null ? null : Find(repository, from), Find(repository, to))),
        cancellationToken);

    /// <summary>
    /// What in a commit is not what it seems: submodules, pointers of LFS, names that differ in letter case only, names that lead elsewhere.
    /// </summary>
    /// <param name="commit">Whole id of the commit.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<GitResult<IReadOnlyList<CatalogueFault>>> CheckAsync(string commit, CancellationToken cancellationToken) => OnCommitsAsync(
        repository =>
        {
            var faults = new List<CatalogueFault>();
            foreach (var _ in TreeWalk.Files(repository, Find(repository, commit).Tree, faults)) cancellationToken.ThrowIfCancellationRequested();
            return Success<IReadOnlyList<CatalogueFault>>(faults);
        },
        cancellationToken);

    /// <summary>The difference of one file. Up to date, without a value: there is none.</summary>
    /// <param name="path">Path with forward slashes.</param>
    /// <param name="from">Whole id of the earlier commit; null: the one that the files come from.</param>
    /// <param name="to">Whole id of the later commit; null: the file as it is in the folder now.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<GitResult<GitDiff>> DiffAsync(string path, string? from, string? to, CancellationToken cancellationToken) => OnFilesAsync(
        repository =>
        {
            if (!GitPath.IsInside(path)) throw new GitException(GitOutcome.NotFound, $"There is no file {path} in the repository.");
            var old = BlobOf(from is null ? HeadCommit.Of(repository) : Find(repository, from), path);
            if (to is null && IsTooLarge(path)) return Success(new GitDiff(path, KindOf(old, true), true, 0, 0, null));
            var now = to is null ? BlobInFolder(repository, path) : BlobOf(Find(repository, to), path);
            if (old is null && now is null) throw new GitException(GitOutcome.NotFound, $"There is no file {path} on either side.");
            return Diff(repository, path, old, now);
        },
        cancellationToken);

    /// <summary>The difference that an edit makes to a file. Up to date, without a value: none.</summary>
    /// <param name="edit">The file; a base that is not here counts as none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<GitResult<GitDiff>> DiffEditAsync(GitFileEdit edit, CancellationToken cancellationToken) => OnCommitsAsync(
        repository =>
        {
            var old = BlobOf(edit.Base is null ? null : repository.Lookup<Commit>(edit.Base), edit.Path);
            using var content = edit.Content is { } bytes ? new MemoryStream(bytes.ToArray()) : null;
            return Diff(repository, edit.Path, old, content is null ? null : repository.ObjectDatabase.CreateBlob(content));
        },
        cancellationToken);

    private static GitResult<GitDiff> Diff(LibRepository repository, string path, Blob? old, Blob? now)
    {
        if (old?.Id == now?.Id) return new GitResult<GitDiff>(GitOutcome.UpToDate, null, null);
        var kind = KindOf(old, now is not null);
        if (old?.Size > MaxCompared || now?.Size > MaxCompared) return Success(new GitDiff(path, kind, true, 0, 0, null));
        var difference = repository.Diff.Compare(old, now);
        return Success(difference.IsBinaryComparison
            ? new GitDiff(path, kind, true, 0, 0, null)
            : new GitDiff(path, kind, false, difference.LinesAdded, difference.LinesDeleted, difference.Patch));
    }

    private static IReadOnlyList<GitChange> Changes(LibRepository repository, Commit? from, Commit to) => Changes(repository, from?.Tree, to.Tree);

    private static IReadOnlyList<GitChange> Changes(LibRepository repository, Tree? from, Tree to)
    {
        using var changes = repository.Diff.Compare<TreeChanges>(from, to, new CompareOptions { Similarity = SimilarityOptions.None });
        return
        [
            .. changes
                .Select(change => new GitChange(change.Path, change.Status switch
                {
                    ChangeKind.Added => GitChangeKind.Added,
                    ChangeKind.Deleted => GitChangeKind.Deleted,
                    _ => GitChangeKind.Modified,
                }))
                .OrderBy(change => change.Path, StringComparer.Ordinal),
        ];
    }

    private static GitChangeKind KindOf(Blob? old, bool isThere) => (old, isThere) switch
    {
        (null, _) => GitChangeKind.Added,
        (_, false) => GitChangeKind.Deleted,
        _ => GitChangeKind.Modified,
    };

    private static Blob? BlobOf(Commit? commit, string path) => commit?[path]?.Target as Blob;

    private bool IsTooLarge(string path) => new FileInfo(Path.Combine(Folder, path)) is { Exists: true, LinkTarget: null, Length: > MaxCompared };

    // The file itself may be a link, which git keeps as its target; a folder on the way to it must not lead out.
    private Blob? BlobInFolder(LibRepository repository, string path)
    {
        var file = new FileInfo(Path.Combine(Folder, path));
        if (!file.Exists && file.LinkTarget is null) return null;
        if (RealPath.Of(file.DirectoryName!) is not { } real || !RealPath.IsWithin(real, RealPath.Of(Folder)!))
            throw new GitException(GitOutcome.NotFound, $"{path} leads out of the repository.");
        return repository.ObjectDatabase.CreateBlob(path);
    }
}
