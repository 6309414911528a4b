using Orleans.Concurrency;
using Universal.Git;
using Universal.Persistence.Git;
using Universal.Repository.Git;

namespace Universal.Grains.Git;

/// <summary>See <see cref="IGitEditsGrain"/>. Holds nothing: the row is the truth, and a write over another version is refused.</summary>
[StatelessWorker, Reentrant]
internal sealed class GitEditsGrain(GitConfiguration configuration, GitRepository repository, IGitStore store, TimeProvider time) : Grain, IGitEditsGrain
{
    // A push takes a moment; who asked sees its end if it is not much longer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    public Task<IReadOnlyList<GitEdit>> List(bool unfinishedOnly, long? before, int take) => store.ListEditsAsync(unfinishedOnly, before, take);

    public async Task<GitEdit?> Get(long id) => (await store.GetEditAsync(id))?.Edit;

    public async Task<GitEditResult> Create(string author, string? message, IReadOnlyList<GitFileContent> files, bool publish)
    {
        if (await RefuseAsync() is { } refused) return refused;
        if ((GitEditRules.MessageFault(message) ?? GitEditRules.FilesFault(files)) is { } fault) return Invalid(fault);
        if (publish && files.Count == 0) return Invalid("There is nothing to publish: give files.");
        var now = time.GetUtcNow();
        var edit = new GitEdit
        {
            Author = author, Message = message, State = publish ? GitEditState.Pending : GitEditState.Open, CreatedAt = now, ChangedAt = now,
        };
        var row = await store.InsertEditAsync(new GitEditRow(edit, GitEditRules.Put([], files, repository.Status.Commit)));
        return publish ? await PublishAsync(row) : Done(row);
    }

    public async Task<GitEditResult> Put(long id, IReadOnlyList<GitFileContent> files)
    {
        if (await RefuseAsync() is { } refused) return refused;
        if (await store.GetEditAsync(id) is not { } row) return NotFound;
        if (row.Edit.State != GitEditState.Open) return Past(row);
        var contents = GitEditRules.Put(row.Contents, files, repository.Status.Commit);
        if ((GitEditRules.FilesFault(files) ?? GitEditRules.FilesFault(contents)) is { } fault) return Invalid(fault);
        return await WriteAsync(row with { Contents = contents });
    }

    public async Task<GitEditResult> Publish(long id, string? message, IReadOnlyList<string>? paths)
    {
        if (await RefuseAsync() is { } refused) return refused;
        if (GitEditRules.MessageFault(message) is { } fault) return Invalid(fault);
        if (await store.GetEditAsync(id) is not { } row) return NotFound;
        // Asked again after an answer that got lost.
        if (row.Edit.State is GitEditState.Pending or GitEditState.Published) return row.Edit.State == GitEditState.Pending ? await PublishAsync(row) : Done(row);
        if (row.Edit.State != GitEditState.Open) return Past(row);
        var chosen = row.Contents.Where(file => paths is null || paths.Contains(file.Path, StringComparer.Ordinal)).ToArray();
        if (chosen.Length == 0) return Invalid("There is nothing to publish: the edit has none of the files.");
        var rest = row.Contents.Except(chosen).ToArray();
        // What stays behind is stored before the edit is made smaller: a crash between leaves it in both, which publishes the same twice and changes nothing.
        if (rest.Length > 0) await store.InsertEditAsync(new GitEditRow(row.Edit with { CreatedAt = time.GetUtcNow(), ChangedAt = time.GetUtcNow() }, rest));
        var edit = row.Edit with { State = GitEditState.Pending, Message = message ?? row.Edit.Message, Detail = null, ChangedAt = time.GetUtcNow() };
        return await store.UpdateEditAsync(new GitEditRow(edit, chosen)) is { } written ? await PublishAsync(written) : Raced;
    }

    public async Task<GitEditResult> Discard(long id, IReadOnlyList<string>? paths)
    {
        if (await store.GetEditAsync(id) is not { } row) return NotFound;
        if (row.Edit.State == GitEditState.Discarded) return Done(row);
        if (!GitEditRules.IsUnfinished(row.Edit)) return Past(row);
        GitFileContent[] left = paths is null ? [] : [.. row.Contents.Where(file => !paths.Contains(file.Path, StringComparer.Ordinal))];
        GitEditConflict[] conflicts = [.. row.Edit.Conflicts.Where(conflict => left.Any(file => file.Path == conflict.Path))];
        var state = left.Length == 0 ? GitEditState.Discarded
            : row.Edit.State == GitEditState.Conflict && conflicts.Length == 0 ? GitEditState.Pending
            : row.Edit.State;
        return await WriteAsync(row with { Edit = row.Edit with { State = state, Conflicts = conflicts }, Contents = left });
    }

    public async Task<GitEditResult> Resolve(long id, string path, GitConflictChoice choice, ReadOnlyMemory<byte>? content)
    {
        if (await RefuseAsync() is { } refused) return refused;
        if (await store.GetEditAsync(id) is not { } row || GitEditRules.Resolve(row, path, choice, content, time.GetUtcNow()) is not { } resolved) return NotFound;
        if (GitEditRules.FilesFault(resolved.Contents) is { } fault) return Invalid(fault);
        if (await store.UpdateEditAsync(resolved) is not { } written) return Raced;
        return written.Edit.State == GitEditState.Pending ? await PublishAsync(written) : Done(written);
    }

    public async Task<GitEditDiff?> Diff(long id, string path)
    {
        if (await store.GetEditAsync(id) is not { } row || row.Contents.FirstOrDefault(file => file.Path == path) is not { } file || repository.Copy is not { } copy) return null;
        var diff = await copy.DiffEditAsync(new GitFileEdit(file.Path, file.Base, file.Content), CancellationToken.None);
        return diff.Value is { } value ? new GitEditDiff(path, GitText.Change(new GitChange(path, value.Kind)).Kind, value.Binary, value.Patch) : null;
    }

    private static GitEditResult NotFound { get; } = new(GitEditStatus.NotFound, null);

    private static GitEditResult Raced { get; } = new(GitEditStatus.Conflict, null, "Somebody else changed the edit in the same moment; read it again.");

    private static GitEditResult Done(GitEditRow row) => new(GitEditStatus.Done, row.Edit);

    private static GitEditResult Invalid(string error) => new(GitEditStatus.Invalid, null, error);

    private static GitEditResult Past(GitEditRow row) => new(GitEditStatus.Conflict, row.Edit, $"The edit is {row.Edit.State}; begin a new one.");

    private async Task<GitEditResult?> RefuseAsync()
    {
        var configured = await configuration.ReadAsync();
        if (!configured.IsSet) return new GitEditResult(GitEditStatus.NotConfigured, null, "No git remote is set, so there is nowhere to publish edits to; set one first.");
        return configured.TakesEdits
            ? null
            : new GitEditResult(GitEditStatus.ReadOnly, null, "The repository follows its remote one-way: change the files there, or set the behavior to two-way.");
    }

    private async Task<GitEditResult> WriteAsync(GitEditRow row) =>
        await store.UpdateEditAsync(row with { Edit = row.Edit with { ChangedAt = time.GetUtcNow() } }) is { } written ? Done(written) : Raced;

    // It is stored as pending: whatever happens to this call, the writer has it.
    private async Task<GitEditResult> PublishAsync(GitEditRow row)
    {
        try
        {
            await GrainFactory.GetGrain<IGitWriterGrain>(0).Publish().WaitAsync(Patience, time);
        }
        catch (Exception)
        {
            // A slow remote, or the writer's node died: the next interval of any node tries again.
        }

        return await store.GetEditAsync(row.Edit.Id) is { } now ? Done(now) : NotFound;
    }
}
