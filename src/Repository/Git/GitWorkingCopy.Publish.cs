using LibGit2Sharp;
using Universal.Git;
using Universal.Repository.Git.Local;
using Universal.Repository.Git.Transport;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git;

public sealed partial class GitWorkingCopy
{
    private const int MaxAttempts = 5;

    /// <summary>
    /// Makes an edit one commit on top of the remote's branch as it is now, and pushes it. Neither the files here nor the branch here change;
    /// fetch and <see cref="ResetToRemoteAsync"/> bring the commit here as they do everywhere. Changes of others in the same file are merged when
    /// they touch other lines.
    /// Up to date: the remote has all of it already, or had it since its author saw the files, so that repeating it after any failure or crash is
    /// harmless.
    /// <see cref="GitOutcome.Conflict"/>: the value lists every file that does not fit. <see cref="GitOutcome.Refused"/>: a path that must not or
    /// cannot be written. <see cref="GitOutcome.RemoteRefused"/>: a hook or a protected branch. <see cref="GitOutcome.NotFastForward"/>: others
    /// were faster several times in a row, or the remote has more than <paramref name="onlyOnto"/>. In all of these nothing was published. After a
    /// time-out or a broken connection that is open; repeating tells. A crash at any point leaves nothing, or the whole commit, at the remote.
    /// </summary>
    /// <param name="publication">The edit. A file whose base is not here any more is taken as one of which nothing was seen.</param>
    /// <param name="onlyOnto">
    /// The commit that the remote's branch must be at, or at this very edit on top of it, or not exist; null: any.
    /// </param>
    /// <param name="cancellationToken">Ends the exchange with the remote.</param>
    /// <exception cref="ArgumentException">The message is empty.</exception>
    public Task<GitResult<GitPublished>> PublishAsync(GitPublication publication, string? onlyOnto, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(CommitText.Message(publication.Message), nameof(publication));
        return AnswerAsync(async () =>
        {
            RequireRepository();
            RequirePaths(publication.Files);
            using var held = await TakeRemoteAsync(cancellationToken);
            for (var attempt = 1; ; attempt++)
            {
                // 1. Nothing is at the remote yet; what is here is a commit that only a ref of its own leads to.
                var tip = await _transport.FetchAsync(Folder, cancellationToken);
                var (result, commit) = await Task.Run(() => Prepare(Keep(tip), publication, onlyOnto), cancellationToken);
                if (result is not null) return result;
                using var outgoing = commit!;
                try
                {
                    await _transport.PushAsync(Folder, outgoing.Ref, cancellationToken);
                }
                catch (GitException e) when (e.Outcome is GitOutcome.NotFastForward && attempt < MaxAttempts)
                {
                    continue;
                }

                // 2. The remote has it. Whoever dies from here on is told so by its repetition.
                await Task.Run(() => Keep(new RemoteTip(outgoing.Id, [])), CancellationToken.None);
                return Success(new GitPublished(outgoing.Id, outgoing.Changes, []));
            }
        });
    }

    private (GitResult<GitPublished>? Result, OutgoingCommit? Commit) Prepare(RemoteBranch remote, GitPublication publication, string? onlyOnto)
    {
        if (remote is { Commit: null, IsEmpty: false }) return (remote.Missing<GitPublished>(), null);
        using var repository = new LibRepository(Folder);
        OutgoingCommit.RemoveLeftovers(repository);
        var tip = remote.Commit is null ? null : Find(repository, remote.Commit);
        if (onlyOnto is not null && tip is not null && tip.Sha != onlyOnto)
        {
            return tip.Parents.FirstOrDefault()?.Sha == onlyOnto && EarlierPublication.Is(repository, tip, publication)
                ? (Published(GitOutcome.UpToDate, tip, []), null)
                : throw new GitException(GitOutcome.NotFastForward,
                    $"The remote has commits that were not made here: its branch {Settings.Branch} is at {tip.Sha}, and not at {onlyOnto}. "
                    + "Take them over with another behavior, or remove them there.");
        }

        if (tip is not null && EarlierPublication.IsIn(repository, tip, publication)) return (Published(GitOutcome.UpToDate, tip, []), null);
        var edited = EditedTree.Of(repository, tip, publication.Files);
        if (edited.Conflicts.Count > 0) return (Published(GitOutcome.Conflict, tip, edited.Conflicts), null);
        if (edited.Tree is null) return (Published(GitOutcome.UpToDate, tip, []), null);
        var author = CommitText.Sign(publication.Author, _time.GetUtcNow());
        var commit = repository.ObjectDatabase.CreateCommit(
            author, author, CommitText.Message(publication.Message), edited.Tree, tip is null ? [] : [tip], prettifyMessage: false);
        return (null, new OutgoingCommit(repository, commit, edited.Changes));
    }

    private static GitResult<GitPublished> Published(GitOutcome outcome, Commit? tip, IReadOnlyList<GitConflict> conflicts) => new(
        outcome, new GitPublished(tip?.Sha, [], conflicts),
        conflicts.Count == 0 ? null : $"{conflicts.Count} files were changed by the edit and at the remote in ways that do not fit.");

    private static void RequirePaths(IReadOnlyList<GitFileEdit> edits)
    {
        string[] faults =
        [
            .. edits.Where(edit => GitPath.Fault(edit.Path) is not null).Select(edit => $"The path \"{edit.Path}\" {GitPath.Fault(edit.Path)}"),
            .. edits.GroupBy(edit => edit.Path).Where(same => same.Count() > 1).Select(same => $"The path \"{same.Key}\" is there twice."),
        ];
        if (faults.Length > 0) throw new GitException(GitOutcome.Refused, string.Join(' ', faults));
    }
}
