using System.Collections.Concurrent;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Universal.Git;
using Universal.Grains.Git;

namespace Universal.Gateway.Tests.Hosting;

/// <summary>The git of a test cluster: real settings in memory, and edits that tests move along by hand.</summary>
internal sealed class FakeGit
{
    private long _lastEdit;

    public FakeGit() => Configuration = new GitConfiguration(Settings, Options.Create(new GitOptions()), new EphemeralDataProtectionProvider());

    public InMemorySettings Settings { get; } = new();

    public GitConfiguration Configuration { get; }

    public ConcurrentQueue<GitTrigger> Synchronised { get; } = new();

    public ConcurrentDictionary<long, GitEdit> Edits { get; } = new();

    public ConcurrentDictionary<(long Edit, string Path), GitFileContent> Contents { get; } = new();

    /// <summary>What changing an edit answers instead of doing it.</summary>
    public GitEditResult? Refusal { get; set; }

    /// <summary>What was asked of edits last.</summary>
    public object? LastAsked { get; set; }

    public IReadOnlyList<GitSyncRecord> History { get; } =
        [.. Enumerable.Range(1, 7).Reverse().Select(id => new GitSyncRecord { Id = id, At = DateTimeOffset.UnixEpoch, Node = "n1" })];

    public IReadOnlyList<GitNodeStatus> Nodes { get; } =
        [new() { Node = "n1", Commit = "c1", Outcome = GitOutcome.UpToDate, Writer = true }, new() { Node = "n2", Outcome = GitOutcome.RemoteUnreachable, Detail = "away" }];

    public GitEditResult Change(long id, object asked, Func<GitEdit, GitEdit> change)
    {
        LastAsked = asked;
        if (Refusal is { } refusal) return refusal;
        return Edits.TryGetValue(id, out var edit) ? new(GitEditStatus.Done, Edits[id] = change(edit)) : new(GitEditStatus.NotFound, null);
    }

    public GitEdit Add(string author, string? message, GitEditState state, params GitFileContent[] files)
    {
        var id = Interlocked.Increment(ref _lastEdit);
        return Edits[id] = Filled(new GitEdit { Id = id, Author = author, Message = message, State = state, Version = 1 }, files);
    }

    public GitEdit Filled(GitEdit edit, IReadOnlyList<GitFileContent> files)
    {
        foreach (var file in files) Contents[(edit.Id, file.Path)] = file;
        var kept = edit.Files.Where(old => files.All(file => file.Path != old.Path));
        return edit with { Files = [.. kept, .. files.Select(file => new GitEditFile(file.Path, file.Base, file.Content is null, file.Content?.Length ?? 0))] };
    }
}

internal sealed class FakeGitGrain(FakeGit git) : Grain, IGitGrain
{
    public async Task<GitSettings> GetSettings() => (await git.Configuration.ReadAsync()).Settings;

    public Task<GitSettingsResult> SetSettings(GitSettingsChange change, string? by) => git.Configuration.WriteAsync(change, by);

    public Task<bool> RemoveSettings() => git.Configuration.RemoveAsync();

    public async Task<string?> GetHookSecret() => (await git.Configuration.ReadAsync()).HookSecret;

    public Task<IReadOnlyList<GitNodeStatus>> Synchronise(GitTrigger trigger)
    {
        git.Synchronised.Enqueue(trigger);
        return Task.FromResult(git.Nodes);
    }

    public Task<IReadOnlyList<GitNodeStatus>> ListNodes() => Task.FromResult(git.Nodes);

    public Task<IReadOnlyList<GitSyncRecord>> ListHistory(long? before, int take) =>
        Task.FromResult<IReadOnlyList<GitSyncRecord>>([.. git.History.Where(record => record.Id < (before ?? long.MaxValue)).Take(take)]);
}

internal sealed class FakeGitEditsGrain(FakeGit git) : Grain, IGitEditsGrain
{
    public Task<IReadOnlyList<GitEdit>> List(bool unfinishedOnly, long? before, int take) => Task.FromResult<IReadOnlyList<GitEdit>>(
    [
        .. git.Edits.Values.Where(edit => edit.Id < (before ?? long.MaxValue) && (!unfinishedOnly || GitEditRules.IsUnfinished(edit)))
            .OrderByDescending(edit => edit.Id).Take(take),
    ]);

    public Task<GitEdit?> Get(long id) => Task.FromResult(git.Edits.GetValueOrDefault(id));

    public Task<GitEditResult> Create(string author, string? message, IReadOnlyList<GitFileContent> files, bool publish)
    {
        if (git.Refusal is { } refusal) return Task.FromResult(refusal);
        if ((GitEditRules.MessageFault(message) ?? GitEditRules.FilesFault(files)) is { } fault) return Task.FromResult(new GitEditResult(GitEditStatus.Invalid, null, fault));
        return Task.FromResult(new GitEditResult(GitEditStatus.Done, git.Add(author, message, publish ? GitEditState.Published : GitEditState.Open, [.. files])));
    }

    public Task<GitEditResult> Put(long id, IReadOnlyList<GitFileContent> files) => Task.FromResult(git.Change(id, files, edit => git.Filled(edit, files)));

    public Task<GitEditResult> Publish(long id, string? message, IReadOnlyList<string>? paths) =>
        Task.FromResult(git.Change(id, (message, Paths(paths)), edit => edit with { State = GitEditState.Published, Message = message }));

    public Task<GitEditResult> Discard(long id, IReadOnlyList<string>? paths) =>
        Task.FromResult(git.Change(id, Paths(paths), edit => edit with { State = GitEditState.Discarded }));

    public Task<GitEditResult> Resolve(long id, string path, GitConflictChoice choice, ReadOnlyMemory<byte>? content) =>
        Task.FromResult(git.Change(id, (path, choice, content is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes.Span) : null), edit => edit with { State = GitEditState.Pending }));

    public Task<GitEditDiff?> Diff(long id, string path) => Task.FromResult(
        git.Contents.ContainsKey((id, path)) ? new GitEditDiff(path, GitFileChangeKind.Modified, false, "@@ patch") : null);

    private static string Paths(IReadOnlyList<string>? paths) => paths is null ? "all" : string.Join(',', paths);
}
