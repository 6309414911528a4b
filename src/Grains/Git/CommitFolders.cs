using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Universal.Git;
using Universal.Grains.Nodes;
using Universal.Repository.Catalogue;

namespace Universal.Grains.Git;

/// <summary>
/// Gives attempts the files of the commit that their job is pinned to: the repository's folder while that is the commit, else a folder of their own
/// in <c>commits</c> of the data folder. Such a folder stays for later jobs of the commit until newer ones push it out.
/// </summary>
internal sealed partial class CommitFolders(
    GitRepository repository, FolderCatalogue catalogue, IOptions<NodeOptions> options, ILogger<CommitFolders> logger)
{
    private const int MaxUnused = 3;

    private readonly Lock _gate = new();
    // How many attempts use each, the one used last at the end.
    private readonly List<(string Commit, int Users)> _folders = [];
    private bool _swept;

    private string Root => Path.Combine(Path.GetFullPath(options.Value.DataFolder), "commits");

    /// <summary>Takes the files of a commit into use.</summary>
    /// <param name="commit">The commit; null: whatever the repository's folder has.</param>
    /// <exception cref="DirectoryNotFoundException">The commit is not here and cannot be had; the message says why.</exception>
    public async Task<Use> TakeAsync(string? commit)
    {
        if (commit is null || commit == repository.Head) return new Use(catalogue.Root, null);
        var folder = Enter(commit);
        try
        {
            await ExportAsync(commit, folder);
            return new Use(folder, () => Leave(commit));
        }
        catch
        {
            Leave(commit);
            throw;
        }
    }

    private async Task ExportAsync(string commit, string folder)
    {
        if (repository.Copy is not { } copy) throw new DirectoryNotFoundException($"This node has no git remote to get commit {commit} from.");
        var exported = await copy.ExportAsync(commit, folder, CancellationToken.None);
        if (exported.Outcome == GitOutcome.NotFound)
        {
            // This node has not heard of it yet.
            var fetched = await copy.FetchAsync(CancellationToken.None);
            exported = await copy.ExportAsync(commit, folder, CancellationToken.None);
            if (!exported.Succeeded && !fetched.Succeeded)
                throw new DirectoryNotFoundException($"Commit {commit} is not on this node, and the remote cannot be asked for it: {fetched.Detail}");
        }

        if (!exported.Succeeded) throw new DirectoryNotFoundException($"Commit {commit} cannot be had: {exported.Detail}");
    }

    private string Enter(string commit)
    {
        lock (_gate)
        {
            if (!_swept) Sweep();
            _swept = true;
            var at = _folders.FindIndex(folder => folder.Commit == commit);
            var users = at < 0 ? 0 : _folders[at].Users;
            if (at >= 0) _folders.RemoveAt(at);
            _folders.Add((commit, users + 1));
        }

        return Path.Combine(Root, commit);
    }

    private void Leave(string commit)
    {
        lock (_gate)
        {
            var at = _folders.FindIndex(folder => folder.Commit == commit);
            _folders[at] = (commit, _folders[at].Users - 1);
            foreach (var (old, _) in _folders.Where(folder => folder.Users == 0).SkipLast(MaxUnused).ToArray())
            {
                Remove(Path.Combine(Root, old));
                _folders.RemoveAll(folder => folder.Commit == old);
            }
        }
    }

    // What an earlier process left: nobody uses it, and it may be half written.
    private void Sweep()
    {
        if (!Directory.Exists(Root)) return;
        foreach (var folder in Directory.EnumerateDirectories(Root)) Remove(folder);
    }

    private void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogNotRemoved(folder, error.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The files of a commit in {Folder} cannot be removed: {Reason}")]
    private partial void LogNotRemoved(string folder, string reason);

    /// <summary>Files in use.</summary>
    /// <param name="Root">Their folder.</param>
    /// <param name="Leave">Gives them back.</param>
    internal sealed record Use(string Root, Action? Leave) : IDisposable
    {
        public void Dispose() => Leave?.Invoke();
    }
}
