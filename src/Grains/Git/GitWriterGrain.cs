using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Universal.Git;
using Universal.Grains.Clock;
using Universal.Grains.Nodes;
using Universal.Persistence.Git;
using Universal.Repository.Git;

namespace Universal.Grains.Git;

/// <summary>The one in the cluster that publishes edits: Orleans keeps one activation, and the node that holds it is the writer. Key 0.</summary>
[Alias("universal.IGitWriterGrain")]
internal interface IGitWriterGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Publishes what waits, in its order, and tells the nodes. Who calls while it is at it waits for the round that begins afterwards. Repeating it is
    /// harmless; a crash leaves each edit published or waiting, and one that was published without being marked so is found at the remote by the next round.
    /// </summary>
    [Alias("Publish"), AlwaysInterleave] Task Publish();
}

/// <summary>See <see cref="IGitWriterGrain"/>. Two at once, which a network that falls apart can bring, do no harm: the remote takes the commits of one after the other.</summary>
internal sealed partial class GitWriterGrain(
    GitRepository repository,
    GitConfiguration configuration,
    GitPushBound bound,
    IGitStore store,
    LocalNode node,
    GitNodes nodes,
    TimeProvider time,
    ILogger<GitWriterGrain> logger) : Grain, IGitWriterGrain
{
    private Rounds? _rounds;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        repository.IsWriter = true;
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        repository.IsWriter = false;
        return Task.CompletedTask;
    }

    public Task Publish() => (_rounds ??= new Rounds(PublishAllAsync)).RunAsync();

    private async Task PublishAllAsync()
    {
        var configured = await configuration.ReadAsync();
        if (!configured.TakesEdits) return;
        var pending = await store.ListPendingEditsAsync();
        if (pending.Count == 0) return;
        // A working copy that is not open yet is opened by a synchronisation.
        if (repository.Copy is null) await repository.SynchroniseAsync(GitTrigger.Edit);
        if (repository.Copy is not { } copy) return;
        var published = false;
        foreach (var id in pending)
        {
            if (await store.GetEditAsync(id) is not { Edit.State: GitEditState.Pending } row) continue;
            // 1. The remote has all of the edit or nothing of it.
            var publication = new GitPublication(
                GitEditRules.Message(row.Edit), GitAuthors.Of(row.Edit.Author), [.. row.Contents.Select(file => new GitFileEdit(file.Path, file.Base, file.Content))]);
            var result = await copy.PublishAsync(publication, await bound.OntoAsync(configured), CancellationToken.None);
            if (result.Succeeded) await bound.PublishedAsync(configured, result.Value?.Commit);
            // 2. Told in the database. Without it the next round publishes again, and finds that nothing is left to do.
            var tried = await store.UpdateEditAsync(GitEditRules.Tried(row, result, time.GetUtcNow())) ?? await TellAnywayAsync(row, result);
            await NoteAsync(row.Edit, result);
            published |= result.Succeeded;
            LogTried(id, result.Outcome, result.Value?.Commit, result.Detail);
            // The remote is away or says no: what comes after would fare no better, and must not overtake.
            if (tried?.Edit.State == GitEditState.Pending) break;
        }

        // 3. The nodes take it within moments, else at their next interval.
        if (published) nodes.SynchroniseAll(GitTrigger.Edit).Ignore();
    }

    // Somebody gave it up, or a part of it, while it was on its way: the remote has all of it, and the edit has to say so.
    private async Task<GitEditRow?> TellAnywayAsync(GitEditRow sent, GitResult<GitPublished> result)
    {
        while (result.Succeeded && await store.GetEditAsync(sent.Edit.Id) is { } now && now.Edit.State != GitEditState.Published)
        {
            var published = GitEditRules.Tried(now with { Edit = now.Edit with { Files = sent.Edit.Files } }, result, time.GetUtcNow());
            if (await store.UpdateEditAsync(published) is { } told) return told;
        }

        return null;
    }

    private async Task NoteAsync(GitEdit edit, GitResult<GitPublished> result)
    {
        // What only waits is in the edit itself; told each minute it would drown the history.
        if (!result.Succeeded && result.Detail == edit.Detail) return;
        await store.AppendHistoryAsync(new GitSyncRecord
        {
            At = time.GetUtcNow(),
            Node = node.Name,
            Trigger = GitTrigger.Edit,
            Outcome = result.Outcome,
            To = result.Value?.Commit,
            Detail = $"Edit {edit.Id} of {edit.Author}. {result.Detail}".TrimEnd(),
            Changes = GitText.Listed(result.Value?.Changes ?? []),
            ChangeCount = result.Value?.Changes.Count ?? 0,
        });
    }

    [LoggerMessage(LogLevel.Information, "Edit {EditId}: {Outcome}, commit {Commit}. {Detail}")]
    private partial void LogTried(long editId, GitOutcome outcome, string? commit, string? detail);
}
