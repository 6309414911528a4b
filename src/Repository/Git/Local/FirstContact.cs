using LibGit2Sharp;
using Universal.Git;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git.Local;

/// <summary>
/// Makes a folder the working copy of a remote. What it decides depends on what is there alone, so that it can be repeated after any crash.
/// </summary>
internal sealed class FirstContact(string folder, GitRemoteSettings settings, TimeProvider time)
{
    private const string Origin = "origin";

    private bool _isNew;
    private bool _addedOrigin;

    private string GitFolder => Path.Combine(folder, ".git");

    /// <summary>
    /// Prepares the folder. Gives the commit when it is a working copy of this remote's branch already; null: the remote must be asked.
    /// </summary>
    public string? Prepare()
    {
        if (!File.Exists(Path.Combine(GitFolder, "HEAD")))
        {
            if (Directory.Exists(Path.Combine(GitFolder, "objects")))
            {
                throw new GitException(GitOutcome.Corrupt,
                    "The folder .git has no HEAD; keep what is not pushed, empty the folder and let the remote be cloned again.");
            }

            LibRepository.Init(folder);
            Checkout.UseBranch(GitFolder, settings.Branch);
            _isNew = true;
        }

        using var repository = new LibRepository(folder);
        if (repository.Info.IsBare)
            throw new GitException(GitOutcome.Refused, "The folder is a bare repository, which has no files; give another folder.");
        // The same commit gives the same bytes on every node, whatever a machine's own configuration says.
        repository.Config.Set("core.autocrlf", false);
        repository.Config.Set("core.eol", "lf");
        repository.Config.Set("core.safecrlf", false);
        Checkout.Complete(repository, settings.Branch);
        if (repository.Info.CurrentOperation != CurrentOperation.None)
            throw new GitException(GitOutcome.Refused, $"A {repository.Info.CurrentOperation} by hand is under way in the folder; finish or abort it with git.");
        return IsOfRemote(repository) && !repository.Info.IsHeadUnborn && OnBranch(repository) ? HeadCommit.Of(repository)!.Sha : null;
    }

    /// <summary>Brings folder and remote together. Null: its first commit is made and is to be pushed.</summary>
    public GitResult<GitOpened>? Meet(RemoteBranch remote, GitAuthor author)
    {
        using var repository = new LibRepository(folder);
        var theirs = remote.Commit is null ? null : repository.Lookup<Commit>(remote.Commit);
        if (repository.Info.IsHeadUnborn) return theirs is null ? Start(repository, remote, author) : Clone(repository, theirs);
        if (OnBranch(repository)) return theirs is null ? Offer(remote) : TakeUp(repository, theirs);
        if (theirs is null) return remote.Missing<GitOpened>();
        if (!WorkTree.Read(repository).IsClean)
        {
            throw new GitException(GitOutcome.UncommittedChanges,
                $"The folder is on another branch and has changes that are not committed; commit or discard them to use {settings.Branch}.");
        }

        Checkout.MoveTo(repository, settings.Branch, theirs);
        return Done(GitFirstContact.TakenUp, theirs);
    }

    /// <summary>Leaves the folder as it was: what is refused must not be taken up the next time.</summary>
    public void Undo()
    {
        if (_addedOrigin)
        {
            using var repository = new LibRepository(folder);
            repository.Network.Remotes.Remove(Origin);
        }

        if (!_isNew) return;
        // Not the lock files: they are held, and hold nothing.
        var entries = new DirectoryInfo(GitFolder).GetFileSystemInfos();
        foreach (var entry in entries.Where(entry => !entry.Name.EndsWith(".lock", StringComparison.Ordinal)))
        {
            if (entry is DirectoryInfo inner) inner.Delete(recursive: true);
            else entry.Delete();
        }
    }

    private bool IsOfRemote(LibRepository repository)
    {
        var origin = repository.Network.Remotes[Origin];
        if (origin is null)
        {
            repository.Network.Remotes.Add(Origin, settings.Url);
            _addedOrigin = !_isNew;
            return false;
        }

        if (!GitRemoteUrl.IsSame(origin.Url, settings.Url) && !repository.Info.IsHeadUnborn)
        {
            throw new GitException(GitOutcome.Unrelated,
                "The folder is a working copy of another remote; give another folder, or push what is not pushed and empty this one.");
        }

        // The old URL may hold a password as well.
        if (origin.Url != settings.Url) repository.Network.Remotes.Update(Origin, remote => remote.Url = settings.Url);
        return true;
    }

    private bool OnBranch(LibRepository repository) => repository.Refs.Head.TargetIdentifier == "refs/heads/" + settings.Branch;

    private GitResult<GitOpened> Clone(LibRepository repository, Commit theirs)
    {
        if (HasFiles())
        {
            throw new GitException(GitOutcome.Unrelated,
                "Both the folder and the remote hold files, and have no history in common. "
                + "To take the remote's, empty the folder; to keep the folder's, give an empty remote.");
        }

        Checkout.MoveTo(repository, settings.Branch, theirs);
        return Done(GitFirstContact.Cloned, theirs);
    }

    private GitResult<GitOpened>? Start(LibRepository repository, RemoteBranch remote, GitAuthor author)
    {
        if (!remote.IsEmpty || !HasFiles() || !MayPush) return remote.Missing<GitOpened>();
        // Without a commit it may still be on the branch of earlier settings.
        Checkout.UseBranch(GitFolder, settings.Branch);
        return WorkTreeCommit.Make(repository, "Files of this folder", author, time.GetUtcNow()) ? null : remote.Missing<GitOpened>();
    }

    private GitResult<GitOpened>? Offer(RemoteBranch remote) => remote.IsEmpty && MayPush ? null : remote.Missing<GitOpened>();

    private static GitResult<GitOpened> TakeUp(LibRepository repository, Commit theirs)
    {
        if (!Divergence.Of(repository, HeadCommit.Of(repository), theirs).Related)
        {
            throw new GitException(GitOutcome.Unrelated,
                "The folder's history and the remote's have nothing in common; give another folder, or an empty remote.");
        }

        return Done(GitFirstContact.TakenUp, HeadCommit.Of(repository)!);
    }

    private bool MayPush => settings.Behavior is GitSyncBehavior.TwoWay or GitSyncBehavior.PushOnly;

    // The root of a file system of its own holds a lost+found.
    private bool HasFiles() => new DirectoryInfo(folder).EnumerateFileSystemInfos().Any(entry => entry.Name is not (".git" or "lost+found"));

    private static GitResult<GitOpened> Done(GitFirstContact how, Commit commit) => new(GitOutcome.Success, new GitOpened(how, commit.Sha), null);
}
