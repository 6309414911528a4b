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
            var state = WorkTree.Read(repository, _index);
            var changes = Changes(repository, before, target);
            var discarded = state.Tracked.Select(change => change.Path).ToArray();
            if (before is not null && before.Id == target.Id && state.IsClean)
                return new GitResult<GitReset>(GitOutcome.UpToDate, new GitReset(target.Sha, target.Sha, [], [], [], 0), null);
            var left = Checkout.MoveTo(repository, Settings.Branch, target);
            var after = WorkTree.Read(repository, _index);
            if (after.Tracked.Count > 0)
            {
                // The library removes a file of the commit that lay untracked in the place of a folder before.
                Checkout.MoveTo(repository, Settings.Branch, target);
                after = WorkTree.Read(repository, _index);
            }

            var removed = after.Untracked;
            foreach (var path in removed) Remove(path);
            return new GitResult<GitReset>(GitOutcome.Success, new GitReset(before?.Sha, target.Sha, changes, discarded, removed, left), null);
        },
        cancellationToken);

    /// <summary>What is changed or not keepable. Reads only.</summary>
    public Task<GitResult<GitStatus>> StatusAsync(CancellationToken cancellationToken) => OnFilesAsync(
        repository =>
        {
            var head = HeadCommit.Of(repository);
            var remote = RemoteBranch.Known(repository, Settings.Branch);
            var state = WorkTree.Read(repository, _index);
            var apart = Divergence.Of(repository, head, remote);
            CatalogueFault[] faults = [.. state.Faults, .. NestedRepositories.Find(repository)];
            return Success(new GitStatus(Settings.Branch, head?.Sha, remote?.Sha, apart.Ahead, apart.Behind, state.Changes, faults));
        },
        cancellationToken);

    /// <summary>
    /// Changes that are in no commit, with their contents, for handing them to whoever publishes: the next <see cref="ResetToRemoteAsync"/> removes them.
    /// Changes no file. Up to date: there are none, or none but of modes.
    /// </summary>
    /// <param name="maxBytes">How many bytes all contents together may have; what is beyond is named only.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<GitResult<GitLocalChanges>> LocalChangesAsync(long maxBytes, CancellationToken cancellationToken) => OnFilesAsync(
        repository =>
        {
            var changes = LocalEdits.Read(repository, _index, maxBytes);
            var outcome = changes.Files.Count + changes.TooLarge.Count == 0 ? GitOutcome.UpToDate : GitOutcome.Success;
            return new GitResult<GitLocalChanges>(outcome, changes, null);
        },
        cancellationToken);

    private Commit RequireRemote(LibRepository repository) =>
        RemoteBranch.Known(repository, Settings.Branch) ?? throw new GitException(GitOutcome.NotFound, "Nothing was fetched from the remote yet.");

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
