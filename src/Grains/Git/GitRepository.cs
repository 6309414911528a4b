using Microsoft.Extensions.Logging;
using Universal.Catalogue;
using Universal.Errors;
using Universal.Git;
using Universal.Grains.Nodes;
using Universal.Persistence.Git;
using Universal.Repository.Catalogue;
using Universal.Repository.Git;

namespace Universal.Grains.Git;

/// <summary>
/// This node's repository, kept in step with the remote. One synchronisation at a time; who asks while one runs waits for the next, which sees all
/// that was pushed before they asked. Nothing is thrown for what the remote, the folder or the database do: the status says it.
/// </summary>
internal sealed partial class GitRepository
{
    // What a script left in the folder by the megabyte is no edit of anybody.
    private const long MaxHandedOver = 5 * 1024 * 1024;

    private readonly SemaphoreSlim _one = new(1);
    private readonly Lock _gate = new();
    private Task<GitNodeStatus>? _next;
    private readonly FolderCatalogue _catalogue;
    private readonly GitConfiguration _configuration;
    private readonly GitPushBound _bound;
    private readonly IGitStore _store;
    private readonly LocalNode _node;
    private readonly TimeProvider _time;
    private readonly ILogger<GitRepository> _logger;
    private volatile GitNodeStatus _status;
    private volatile GitWorkingCopy? _copy;
    private bool _open;
    private bool _used;
    private volatile string? _head;
    private string? _checked;
    private IReadOnlyList<CatalogueFault> _faults = [];

    /// <summary>Makes the repository of this process's node.</summary>
    public GitRepository(
        FolderCatalogue catalogue, GitConfiguration configuration, GitPushBound bound, IGitStore store, LocalNode node, TimeProvider time, ILogger<GitRepository> logger)
    {
        (_catalogue, _configuration, _bound, _store, _node, _time, _logger) = (catalogue, configuration, bound, store, node, time, logger);
        _status = new GitNodeStatus { Node = node.Name };
        // Whether there is a remote is not known yet.
        node.Repository = new RepositoryTrouble(RepositoryTroubleKind.Waiting, "The repository is being made ready.");
    }

    /// <summary>Where it stands.</summary>
    public GitNodeStatus Status => _status with { Writer = IsWriter };

    /// <summary>The settings of the last synchronisation; null: none was begun yet.</summary>
    public GitConfigured? Configured { get; private set; }

    /// <summary>Whether edits are published from here.</summary>
    public bool IsWriter { get; set; }

    /// <summary>The working copy; null: there is no remote, or no exchange with it yet.</summary>
    public GitWorkingCopy? Copy => _copy;

    /// <summary>The commit of the folder's files; null: they come from none.</summary>
    public string? Head => _head;

    /// <summary>Whether the last look ended without knowing anything, because the database did not answer: it is worth another one soon.</summary>
    public bool IsUncertain { get; private set; }

    /// <summary>Raised after each synchronisation.</summary>
    public event Action? Synchronised;

    /// <summary>Synchronises, or waits for one that has not begun yet.</summary>
    public Task<GitNodeStatus> SynchroniseAsync(GitTrigger trigger)
    {
        lock (_gate) return _next ??= Task.Run(() => NextAsync(trigger));
    }

    private async Task<GitNodeStatus> NextAsync(GitTrigger trigger)
    {
        await _one.WaitAsync();
        try
        {
            lock (_gate) _next = null;
            var step = await StepAsync(trigger);
            IsUncertain = step is null;
            return step is null ? NoteUncertain() : await NoteAsync(trigger, step);
        }
        finally
        {
            _one.Release();
            Synchronised?.Invoke();
        }
    }

    // Null: the database does not answer, so nothing is known, and what was known stays.
    private async Task<GitStep?> StepAsync(GitTrigger trigger)
    {
        var before = _head;
        try
        {
            var configured = await _configuration.ReadAsync();
            Configured = configured;
            if (!configured.IsSet) return await LeaveAsync();
            if (configured.Fault is not null) return new GitStep(GitOutcome.AuthenticationFailed, configured.Fault, before, before);
            _used = true;
            var copy = Use(configured.ToRemote());
            if (!_open && await OpenAsync(copy, configured) is { } refused) return refused with { From = before, To = before };
            if (_head is not null) _node.Repository = null;
            if (configured.Settings.Mode == GitMode.Manual && trigger is not (GitTrigger.Request or GitTrigger.Edit))
                return new GitStep(GitOutcome.UpToDate, null, before, _head);
            var fetched = await copy.FetchAsync(CancellationToken.None);
            if (fetched.Value is null) return new GitStep(fetched.Outcome, fetched.Detail, before, _head);
            // 1. What somebody changed in the folder is stored as an edit: from here on the folder may be replaced.
            var taken = configured.TakesEdits ? await HandOverAsync(copy, configured) : null;
            if (await _bound.RefuseAsync(configured, fetched.Value.Remote) is { } foreign)
                return new GitStep(GitOutcome.NotFastForward, foreign, before, _head) { Note = taken };
            // 2. The folder is the remote's commit, in one move for all who read it.
            var step = await ResetAsync(copy);
            return step with { From = before, Note = taken ?? step.Note };
        }
        catch (DatabaseUnavailableException error)
        {
            LogUncertain(error.Message);
            return null;
        }
        catch (Exception error)
        {
            // A defect, a failing disk: the last catalogue serves, and the next time may be better.
            LogFailed(error);
            return new GitStep(GitOutcome.Refused, error.Message, before, _head);
        }
    }

    private GitWorkingCopy Use(GitRemoteSettings settings)
    {
        if (_copy is { } copy && copy.Settings == settings) return copy;
        _open = false;
        return _copy = new GitWorkingCopy(_catalogue.Root, settings, _time);
    }

    private async Task<GitStep> LeaveAsync()
    {
        (_copy, _open, _head) = (null, false, null);
        // Without ever having had a remote there is nothing to leave.
        if (_used) await _catalogue.ExchangeAsync(() => Task.FromResult<RepositoryOrigin?>(new RepositoryOrigin(null, [])), CancellationToken.None);
        _used = false;
        return new GitStep(GitOutcome.NotConfigured, null, null, null);
    }

    private async Task<GitStep?> OpenAsync(GitWorkingCopy copy, GitConfigured configured)
    {
        GitResult<GitOpened>? opened = null;
        await _catalogue.ExchangeAsync(async () =>
        {
            var author = GitAuthors.Of(_node.Name);
            opened = await copy.OpenAsync(author, CancellationToken.None);
            if (opened.Outcome == GitOutcome.Unrelated && configured.Settings.SetAsideFiles)
            {
                LogSetAside(SetAsideFolder.Move(_catalogue.Root, _time.GetUtcNow()));
                opened = await copy.OpenAsync(author, CancellationToken.None);
            }

            return opened.Value is { } value ? await OriginAsync(copy, value.Commit) : null;
        }, CancellationToken.None);
        _open = opened!.Succeeded;
        // An empty remote is one to publish to.
        if (opened.Outcome == GitOutcome.RemoteEmpty && configured.TakesEdits) _open = true;
        return _open ? null : new GitStep(opened.Outcome, opened.Detail, null, null);
    }

    private async Task<string?> HandOverAsync(GitWorkingCopy copy, GitConfigured configured)
    {
        var found = await copy.LocalChangesAsync(MaxHandedOver, CancellationToken.None);
        if (found.Value is not { } changes || (changes.Files.Count == 0 && changes.TooLarge.Count == 0)) return null;
        if (changes.TooLarge.Count > 0)
            throw new InvalidOperationException($"Too large to be an edit, remove or ignore (.gitignore): {GitText.List(changes.TooLarge)}.");
        await GitEditRules.StoreNodeEditAsync(_store, _node.Name, configured.Settings.Mode, changes, _time.GetUtcNow());
        return $"Changed on the node, now an edit: {GitText.List(changes.Files.Select(file => file.Path))}.";
    }

    private async Task<GitStep> ResetAsync(GitWorkingCopy copy)
    {
        GitResult<GitReset>? reset = null;
        await _catalogue.ExchangeAsync(async () =>
        {
            reset = await copy.ResetToRemoteAsync(CancellationToken.None);
            if (reset.Value is not { } value) return null;
            return reset.Outcome == GitOutcome.Success || value.To != _catalogue.Current.Commit ? await OriginAsync(copy, value.To) : null;
        }, CancellationToken.None);
        return reset!.Value is { } done
            ? new GitStep(reset.Outcome, null, done.From, done.To) { Changes = done.Changes, Note = GitText.Left(done) }
            : new GitStep(reset.Outcome, reset.Detail, _head, _head);
    }

    // What is not as it seems in a commit never changes, so it is looked for once.
    private async Task<RepositoryOrigin> OriginAsync(GitWorkingCopy copy, string commit)
    {
        if (_checked != commit)
        {
            _faults = (await copy.CheckAsync(commit, CancellationToken.None)).Value ?? [];
            _checked = commit;
        }

        _head = commit;
        return new RepositoryOrigin(commit, _faults);
    }

    // A node that starts goes on with the files that it has: another may have pushed since, which is better than none.
    private GitNodeStatus NoteUncertain()
    {
        if (_status.Outcome == GitOutcome.Pending && !_catalogue.Current.IsEmpty)
            _node.Repository = new RepositoryTrouble(RepositoryTroubleKind.Behind, "The database did not answer, so it is not known which remote the repository follows. The files of before serve.");
        return Status;
    }

    private async Task<GitNodeStatus> NoteAsync(GitTrigger trigger, GitStep step)
    {
        var before = _status;
        var now = _time.GetUtcNow();
        var changed = step.From != step.To || step.Changes.Count > 0;
        // What went well and changed nothing says "up to date", whatever it took to find that out.
        var outcome = !step.Succeeded || step.Outcome == GitOutcome.NotConfigured ? step.Outcome : changed ? GitOutcome.Success : GitOutcome.UpToDate;
        _status = before with
        {
            Commit = step.To,
            Outcome = outcome,
            Detail = step.Succeeded ? null : step.Detail,
            At = now,
            ChangedAt = changed ? now : before.ChangedAt,
            Changes = changed ? GitText.Listed(step.Changes) : before.Changes,
        };
        _node.Repository = Trouble(outcome, _status.Detail);
        var isNews = changed || step.Note is not null || IsFailure(outcome) != IsFailure(before.Outcome) || _status.Detail != before.Detail;
        if (!isNews || (outcome == GitOutcome.NotConfigured && before.Outcome == GitOutcome.Pending)) return Status;
        LogSynchronised(trigger, outcome, step.To, step.Detail);
        try
        {
            await _store.AppendHistoryAsync(new GitSyncRecord
            {
                At = now,
                Node = _node.Name,
                Trigger = trigger,
                Outcome = outcome,
                From = step.From,
                To = step.To,
                Detail = string.Join(' ', new[] { step.Detail, step.Note }.Where(text => text is not null)) is { Length: > 0 } detail ? detail : null,
                Changes = GitText.Listed(step.Changes),
                ChangeCount = step.Changes.Count,
            });
        }
        catch (Exception error)
        {
            // The node's log and status have it.
            LogHistoryFailed(error);
        }

        return Status;
    }

    private RepositoryTrouble? Trouble(GitOutcome outcome, string? detail)
    {
        if (!IsFailure(outcome)) return null;
        // A folder that had its files before it had this remote goes on with them. One without any has nothing to serve until the remote gives it some.
        var kind = _head is not null || outcome == GitOutcome.RemoteEmpty || !_catalogue.Current.IsEmpty ? RepositoryTroubleKind.Behind : RepositoryTroubleKind.Waiting;
        return new RepositoryTrouble(kind, $"The repository is not in step with its remote ({outcome}). {detail}");
    }

    private static bool IsFailure(GitOutcome outcome) => outcome is not (GitOutcome.Success or GitOutcome.UpToDate or GitOutcome.NotConfigured or GitOutcome.Pending);

    [LoggerMessage(LogLevel.Information, "Repository synchronised ({Trigger}): {Outcome}, commit {Commit}. {Detail}")]
    private partial void LogSynchronised(GitTrigger trigger, GitOutcome outcome, string? commit, string? detail);

    [LoggerMessage(LogLevel.Warning, "The repository could not be synchronised, because the database did not answer ({Reason}); trying again")]
    private partial void LogUncertain(string reason);

    [LoggerMessage(LogLevel.Error, "The repository could not be synchronised")]
    private partial void LogFailed(Exception error);

    [LoggerMessage(LogLevel.Warning, "The repository's files were moved to {Folder}, to make room for those of the remote")]
    private partial void LogSetAside(string folder);

    [LoggerMessage(LogLevel.Warning, "The history of the synchronisation could not be written")]
    private partial void LogHistoryFailed(Exception error);
}
