using LibGit2Sharp;
using Universal.Git;
using Universal.Repository.Git.Local;
using Universal.Repository.Git.Transport;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git;

/// <summary>
/// A folder whose files come from a branch of a git remote. Safe for use by several threads, and by several processes of a machine: changes of
/// the files take turns, fetch and push take turns, and neither waits for the other. What is expected to go wrong is in the results; what is
/// thrown beside cancellation is a defect, or a disk that fails. Every operation can be repeated.
/// </summary>
public sealed partial class GitWorkingCopy
{
    private readonly TimeProvider _time;
    private readonly IGitTransport _transport;
    private readonly WorkingCopyLock _files;
    private readonly WorkingCopyLock _remote;
    private readonly IndexMemo _index = new();

    /// <summary>Touches nothing yet; <see cref="OpenAsync"/> comes first.</summary>
    /// <exception cref="ArgumentException">The settings are not valid.</exception>
    public GitWorkingCopy(string folder, GitRemoteSettings settings, TimeProvider time)
    {
        var faults = GitRemoteSettingsValidator.Faults(settings);
        if (faults.Count > 0) throw new ArgumentException(string.Join(' ', faults), nameof(settings));
        Folder = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar);
        Settings = settings;
        _time = time;
        _transport = settings.UseGitProgram ? new ProgramTransport(settings, time) : new LibraryTransport(settings, time);
        // Locks of the operating system, which end with their process. Beside git's own, which do not.
        _files = new WorkingCopyLock(GitFolder, "universal-files.lock", time);
        _remote = new WorkingCopyLock(GitFolder, "universal-remote.lock", time);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>The remote and how it is used.</summary>
    public GitRemoteSettings Settings { get; }

    private string GitFolder => Path.Combine(Folder, ".git");

    /// <summary>
    /// Makes the folder a working copy. An empty or missing folder is cloned into. A folder with files is committed and pushed if the remote is
    /// empty and the behavior pushes. A working copy of the same remote is taken up, without asking the remote unless the branch is another one.
    /// <see cref="GitOutcome.Unrelated"/>: a working copy of another remote; a folder and a remote that both hold files and have no history in
    /// common. Then the folder is left as it was. A crash in the middle leaves what the next call completes.
    /// </summary>
    /// <param name="author">Author of the first commit, if one is made.</param>
    /// <param name="cancellationToken">Ends the exchange with the remote.</param>
    public Task<GitResult<GitOpened>> OpenAsync(GitAuthor author, CancellationToken cancellationToken) => AnswerAsync(async () =>
    {
        if (File.Exists(GitFolder))
            throw new GitException(GitOutcome.Refused, "The folder's .git is a file: it is a part of another repository; give another folder.");
        Directory.CreateDirectory(Folder);
        using var remote = await TakeRemoteAsync(cancellationToken);
        using var files = await TakeFilesAsync(cancellationToken);
        var contact = new FirstContact(Folder, Settings, _time);
        try
        {
            if (await Task.Run(contact.Prepare, cancellationToken) is { } commit)
                return new GitResult<GitOpened>(GitOutcome.Success, new GitOpened(GitFirstContact.TakenUp, commit), null);
            var tip = await _transport.FetchAsync(Folder, cancellationToken);
            if (await Task.Run(() => contact.Meet(Keep(tip), author), cancellationToken) is { } result) return result;
        }
        catch (GitException e) when (e.Outcome is GitOutcome.Refused or GitOutcome.Unrelated)
        {
            contact.Undo();
            throw;
        }

        var head = await PushHeadAsync(cancellationToken);
        return new GitResult<GitOpened>(GitOutcome.Success, new GitOpened(GitFirstContact.Pushed, head), null);
    });

    private async Task<WorkingCopyLock.Holder> TakeFilesAsync(CancellationToken cancellationToken)
    {
        var held = await _files.TakeAsync(Settings.Timeout, cancellationToken);
        GitLeftovers.RemoveOfFiles(GitFolder, held.AfterCrash, _time.GetUtcNow());
        return held;
    }

    private async Task<WorkingCopyLock.Holder> TakeRemoteAsync(CancellationToken cancellationToken)
    {
        var held = await _remote.TakeAsync(Settings.Timeout, cancellationToken);
        GitLeftovers.RemoveOfRemote(GitFolder, held.AfterCrash, _time.GetUtcNow());
        return held;
    }

    // For what changes or reads the files.
    private Task<GitResult<T>> OnFilesAsync<T>(
        Func<LibRepository, GitResult<T>> work, CancellationToken cancellationToken) where T : class => AnswerAsync(async () =>
    {
        RequireRepository();
        using var held = await TakeFilesAsync(cancellationToken);
        return await Task.Run(
            () =>
            {
                using var repository = new LibRepository(Folder);
                Checkout.Complete(repository, Settings.Branch);
                return work(repository);
            },
            cancellationToken);
    });

    // For what reads commits, which never change: it waits for nobody.
    private Task<GitResult<T>> OnCommitsAsync<T>(
        Func<LibRepository, GitResult<T>> work, CancellationToken cancellationToken) where T : class => AnswerAsync(() =>
    {
        RequireRepository();
        return Task.Run(
            () =>
            {
                using var repository = new LibRepository(Folder);
                return work(repository);
            },
            cancellationToken);
    });

    private static async Task<GitResult<T>> AnswerAsync<T>(Func<Task<GitResult<T>>> work) where T : class
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is not OperationCanceledException && GitErrors.OfLocal(e) is not null)
        {
            var failure = GitErrors.OfLocal(e)!;
            return new GitResult<T>(failure.Outcome, null, failure.Message);
        }
    }

    private void RequireRepository()
    {
        if (!File.Exists(Path.Combine(GitFolder, "HEAD"))) throw new GitException(GitOutcome.NotFound, "The folder is no working copy yet.");
    }

    private RemoteBranch Keep(RemoteTip tip)
    {
        using var repository = new LibRepository(Folder);
        return RemoteBranch.Keep(repository, Settings.Branch, tip);
    }

    // Only whole ids: anything else is a question that git may answer differently tomorrow.
    private static Commit Find(LibRepository repository, string commit) =>
        ObjectId.TryParse(commit, out var id) && commit.Length == ObjectId.Zero.Sha.Length && repository.Lookup<Commit>(id) is { } found
            ? found
            : throw new GitException(GitOutcome.NotFound, $"The commit {commit} is not here; fetch first.");
}
