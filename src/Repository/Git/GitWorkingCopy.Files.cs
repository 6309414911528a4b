using LibGit2Sharp;
using Universal.Git;
using Universal.Repository.Catalogue;
using Universal.Repository.Git.Local;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git;

public sealed partial class GitWorkingCopy
{
    /// <summary>
    /// Makes the files those of the remote branch, as last fetched. Changes that are not committed are lost, files in no commit are removed;
    /// ignored files stay. Commits that are here only stay readable. A crash in the middle is completed by the next operation.
    /// </summary>
    public Task<GitResult<GitReset>> ResetToRemoteAsync(CancellationToken cancellationToken) => OnFilesAsync(
        repository =>
        {
            var target = RequireRemote(repository);
            var before = HeadCommit.Of(repository);
            var state = WorkTree.Read(repository);
            var changes = Changes(repository, before, target);
            var discarded = state.Tracked.Select(change => change.Path).ToArray();
            if (before is not null && before.Id == target.Id && state.IsClean)
                return new GitResult<GitReset>(GitOutcome.UpToDate, new GitReset(target.Sha, target.Sha, [], [], [], 0), null);
            var left = Checkout.MoveTo(repository, Settings.Branch, target);
            var removed = WorkTree.Read(repository).Untracked;
            foreach (var path in removed) Remove(path);
            return new GitResult<GitReset>(GitOutcome.Success, new GitReset(before?.Sha, target.Sha, changes, discarded, removed, left), null);
        },
        cancellationToken);

    /// <summary>What is changed, in conflict or not keepable. Reads only.</summary>
    public Task<GitResult<GitStatus>> StatusAsync(CancellationToken cancellationToken) => OnFilesAsync(
        repository =>
        {
            var head = HeadCommit.Of(repository);
            var remote = RemoteBranch.Known(repository, Settings.Branch);
            var state = WorkTree.Read(repository);
            var apart = Divergence.Of(repository, head, remote);
            var conflicts = apart is { Related: true, Ahead: > 0, Behind: > 0 } ? RemoteMerge.Of(repository, head!, remote!).Conflicts : [];
            CatalogueFault[] faults = [.. state.Faults, .. NestedRepositories.Find(repository)];
            return Success(new GitStatus(Settings.Branch, head?.Sha, remote?.Sha, apart.Ahead, apart.Behind, state.Changes, conflicts, faults));
        },
        cancellationToken);

    /// <summary>
    /// Commits changes of files. Up to date: there were none. A crash leaves the changes, or the commit.
    /// </summary>
    /// <param name="message">What was done.</param>
    /// <param name="author">Who did it.</param>
    /// <param name="paths">The files, or folders, with forward slashes; null: everything that is changed.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<GitResult<GitCommitted>> CommitAsync(
        string message, GitAuthor author, IReadOnlyList<string>? paths, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(message);
        return OnFilesAsync(
            repository =>
            {
                RefuseWorkByHand(repository);
                return WorkTreeCommit.Make(repository, message, author, paths, _time.GetUtcNow()) is { } made
                    ? Success(made)
                    : new GitResult<GitCommitted>(GitOutcome.UpToDate, null, null);
            },
            cancellationToken);
    }

    /// <summary>
    /// Takes over what the remote branch has, as last fetched: by a fast-forward if nothing was committed here, or by a merge commit. Files are
    /// changed only when all of it fits. <see cref="GitOutcome.Conflict"/>: resolve what is listed with <see cref="ResolveAsync"/> and merge
    /// again. <see cref="GitOutcome.UncommittedChanges"/>: commit or discard what is listed first.
    /// </summary>
    public Task<GitResult<GitMerged>> MergeRemoteAsync(GitAuthor author, CancellationToken cancellationToken) => OnFilesAsync(
        repository =>
        {
            RefuseWorkByHand(repository);
            var theirs = RequireRemote(repository);
            var ours = HeadCommit.Of(repository) ?? throw new GitException(GitOutcome.NotFound, "There is no commit here yet; open the working copy first.");
            var apart = Divergence.Of(repository, ours, theirs);
            if (!apart.Related)
            {
                throw new GitException(GitOutcome.Refused,
                    "The remote's history and this one's have nothing in common; take the remote's whole, or give another remote.");
            }

            if (apart.Behind == 0)
                return new GitResult<GitMerged>(GitOutcome.UpToDate, new GitMerged(ours.Sha, ours.Sha, false, [], [], []), null);
            var merge = apart.Ahead == 0 ? new RemoteMerge(theirs.Tree, []) : RemoteMerge.Of(repository, ours, theirs);
            if (merge.Tree is null)
            {
                return new GitResult<GitMerged>(GitOutcome.Conflict, new GitMerged(ours.Sha, ours.Sha, false, [], merge.Conflicts, []),
                    $"{merge.Conflicts.Count} files were changed here and at the remote in ways that do not fit.");
            }

            var changes = Changes(repository, ours.Tree, merge.Tree);
            var inTheWay = WorkTree.Read(repository).InTheWayOf(repository, changes, merge.Tree);
            if (inTheWay.Count > 0)
            {
                return new GitResult<GitMerged>(GitOutcome.UncommittedChanges, new GitMerged(ours.Sha, ours.Sha, false, [], [], inTheWay),
                    $"{inTheWay.Count} files have changes that are not committed.");
            }

            var result = apart.Ahead == 0 ? theirs : CommitMerge(repository, author, merge.Tree, ours, theirs);
            Checkout.MoveTo(repository, Settings.Branch, result);
            MergeResolutions.Clear(GitFolder);
            return Success(new GitMerged(ours.Sha, result.Sha, apart.Ahead == 0, changes, [], []));
        },
        cancellationToken);

    /// <summary>
    /// Decides a conflict of the merge with the remote. The decision is kept, over restarts too, and counts for the next merge as long as the
    /// file is on both sides as it is now. Deciding again replaces it only until it is merged.
    /// </summary>
    public Task<GitResult<GitResolved>> ResolveAsync(string path, GitResolution resolution, CancellationToken cancellationToken) => OnFilesAsync(
        repository =>
        {
            RefuseWorkByHand(repository);
            var theirs = RequireRemote(repository);
            var ours = HeadCommit.Of(repository);
            if (!Divergence.Of(repository, ours, theirs).Related || RemoteMerge.Resolve(repository, ours!, theirs, path, resolution) is null)
                throw new GitException(GitOutcome.NotFound, $"{path} is in no conflict.");
            return Success(new GitResolved(RemoteMerge.Of(repository, ours!, theirs).Conflicts));
        },
        cancellationToken);

    private Commit CommitMerge(LibRepository repository, GitAuthor author, Tree tree, Commit ours, Commit theirs)
    {
        var signature = WorkTreeCommit.Sign(author, _time.GetUtcNow());
        return repository.ObjectDatabase.CreateCommit(
            signature, signature, $"Merge branch '{Settings.Branch}' of {Settings.Url}\n", tree, [ours, theirs], prettifyMessage: false);
    }

    private Commit RequireRemote(LibRepository repository) =>
        RemoteBranch.Known(repository, Settings.Branch) ?? throw new GitException(GitOutcome.NotFound, "Nothing was fetched from the remote yet.");

    private void RefuseWorkByHand(LibRepository repository)
    {
        if (repository.Refs.Head.TargetIdentifier != "refs/heads/" + Settings.Branch)
            throw new GitException(GitOutcome.Refused, $"The folder was put on another branch than {Settings.Branch} by hand; open it again.");
        if (repository.Info.CurrentOperation != CurrentOperation.None)
            throw new GitException(GitOutcome.Refused, $"A {repository.Info.CurrentOperation} by hand is under way in the folder; finish or abort it with git.");
    }

    private void Remove(string path)
    {
        File.Delete(Path.Combine(Folder, path));
        // Git knows no empty folders.
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            var folder = Path.Combine(Folder, path[..end]);
            if (Directory.EnumerateFileSystemEntries(folder).Any()) return;
            Directory.Delete(folder);
        }
    }

    private static GitResult<T> Success<T>(T value) where T : class => new(GitOutcome.Success, value, null);
}
