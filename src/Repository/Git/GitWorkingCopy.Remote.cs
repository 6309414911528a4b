using LibGit2Sharp;
using Universal.Git;
using Universal.Repository.Git.Local;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git;

public sealed partial class GitWorkingCopy
{
    /// <summary>
    /// Brings the remote branch's commits here and says where both stand; changes no file. Up to date: the remote branch is where it was.
    /// One that broke off is made good by the next.
    /// </summary>
    public Task<GitResult<GitFetched>> FetchAsync(CancellationToken cancellationToken) => AnswerAsync(async () =>
    {
        RequireRepository();
        using var held = await TakeRemoteAsync(cancellationToken);
        var previous = await Task.Run(KnownRemote, cancellationToken);
        var tip = await _transport.FetchAsync(Folder, cancellationToken);
        return await Task.Run(() => Compare(Keep(tip), previous), cancellationToken);
    });

    // The first commit of a folder. The caller holds the lock.
    private async Task<string> PushHeadAsync(CancellationToken cancellationToken)
    {
        var head = await Task.Run(Head, cancellationToken) ?? throw new GitException(GitOutcome.NotFound, "There is no commit to push.");
        await _transport.PushAsync(Folder, "refs/heads/" + Settings.Branch, cancellationToken);
        await Task.Run(() => Keep(new Transport.RemoteTip(head, [])), CancellationToken.None);
        return head;
    }

    private string? Head()
    {
        using var repository = new LibRepository(Folder);
        return (repository.Refs["refs/heads/" + Settings.Branch] as DirectReference)?.TargetIdentifier;
    }

    private string? KnownRemote()
    {
        using var repository = new LibRepository(Folder);
        return RemoteBranch.KnownId(repository, Settings.Branch);
    }

    private GitResult<GitFetched> Compare(RemoteBranch remote, string? previous)
    {
        if (remote.Commit is null) return remote.Missing<GitFetched>();
        using var repository = new LibRepository(Folder);
        var theirs = Find(repository, remote.Commit);
        var head = HeadCommit.Of(repository);
        var apart = Divergence.Of(repository, head, theirs);
        var before = previous is null ? null : repository.Lookup<Commit>(previous);
        var forced = before is not null && Divergence.Of(repository, before, theirs) is { Ahead: > 0 };
        var fetched = new GitFetched(head?.Sha, theirs.Sha, previous, apart.Ahead, apart.Behind, forced, apart.Related);
        return new GitResult<GitFetched>(previous == theirs.Sha ? GitOutcome.UpToDate : GitOutcome.Success, fetched, null);
    }
}
