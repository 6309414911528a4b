using System.Text.Json;
using Universal.Git;
using Universal.Persistence.Statements;

namespace Universal.Persistence.Git;

/// <inheritdoc/>
internal sealed class GitStore(Database database) : IGitStore
{
    private const int MaxTake = 500;
    private const int KeptHistory = 10_000;
    private const int TrimEvery = 100;

    public async Task<GitEditRow> InsertEditAsync(GitEditRow row, CancellationToken cancellationToken = default)
    {
        var written = Complete(row);
        var id = await database.ScalarAsync("GitEditInsert", p =>
        {
            BindChanging(p, written);
            p.Text("author", written.Edit.Author);
            p.Text("node", written.Edit.Node);
            p.Time("createdAt", written.Edit.CreatedAt);
        }, cancellationToken);
        return written with { Edit = written.Edit with { Id = id, Version = 1 } };
    }

    public async Task<GitEditRow?> UpdateEditAsync(GitEditRow row, CancellationToken cancellationToken = default)
    {
        var written = Complete(row);
        var changed = await database.ExecuteAsync("GitEditUpdate", p =>
        {
            p.Number("id", written.Edit.Id);
            p.Number("version", written.Edit.Version);
            BindChanging(p, written);
        }, cancellationToken);
        return changed == 0 ? null : written with { Edit = written.Edit with { Version = written.Edit.Version + 1 } };
    }

    public Task<GitEditRow?> GetEditAsync(long id, CancellationToken cancellationToken = default) => database.FindAsync(
        "GitEditGet",
        p => p.Number("id", id),
        row => new GitEditRow(ReadEdit(row), Parse<GitFileContent>(row.Text(12))),
        cancellationToken);

    public async Task<IReadOnlyList<GitEdit>> ListEditsAsync(bool unfinishedOnly, long? before, int take, CancellationToken cancellationToken = default) =>
        await database.QueryAsync(unfinishedOnly ? "GitEditListUnfinished" : "GitEditList", p => BindPage(p, before, take), ReadEdit, cancellationToken);

    public async Task<IReadOnlyList<long>> ListPendingEditsAsync(CancellationToken cancellationToken = default) =>
        await database.QueryAsync("GitEditListPending", _ => { }, row => row.Long(0), cancellationToken);

    public async Task AppendHistoryAsync(GitSyncRecord record, CancellationToken cancellationToken = default)
    {
        var id = await database.ScalarAsync("GitHistoryAppend", p =>
        {
            p.Time("at", record.At);
            p.Text("node", record.Node);
            p.Number("cause", (int)record.Trigger);
            p.Number("outcome", (int)record.Outcome);
            p.Text("fromCommit", record.From);
            p.Text("toCommit", record.To);
            p.Text("detail", record.Detail);
            p.Text("changes", JsonSerializer.Serialize(record.Changes));
            p.Number("changeCount", record.ChangeCount);
        }, cancellationToken);
        if (id % TrimEvery == 0) await database.ExecuteAsync("GitHistoryTrim", p => p.Number("after", id - KeptHistory), cancellationToken);
    }

    public async Task<IReadOnlyList<GitSyncRecord>> ListHistoryAsync(long? before, int take, CancellationToken cancellationToken = default) =>
        await database.QueryAsync("GitHistoryList", p => BindPage(p, before, take), ReadRecord, cancellationToken);

    // The list of files is what the contents say, and goes with them no further than the final state.
    private static GitEditRow Complete(GitEditRow row)
    {
        if (row.Edit.State >= GitEditState.Published) return row with { Contents = [] };
        GitEditFile[] files = [.. row.Contents.Select(file => new GitEditFile(file.Path, file.Base, file.Content is null, file.Content?.Length ?? 0))];
        return row with { Edit = row.Edit with { Files = files } };
    }

    private static void BindChanging(StatementParameters p, GitEditRow row)
    {
        p.Number("state", (int)row.Edit.State);
        p.Text("message", row.Edit.Message);
        p.Text("files", JsonSerializer.Serialize(row.Edit.Files));
        p.Text("contents", JsonSerializer.Serialize(row.Contents));
        p.Text("conflicts", row.Edit.Conflicts.Count == 0 ? null : JsonSerializer.Serialize(row.Edit.Conflicts));
        p.Text("commitId", row.Edit.Commit);
        p.Text("detail", row.Edit.Detail);
        p.Time("at", row.Edit.ChangedAt);
    }

    private static void BindPage(StatementParameters p, long? before, int take)
    {
        p.Number("before", before ?? long.MaxValue);
        p.Number("take", Math.Clamp(take, 1, MaxTake));
    }

    private static GitEdit ReadEdit(StatementRow row) => new()
    {
        Id = row.Long(0),
        State = (GitEditState)row.Int(1),
        Author = row.Text(2),
        Node = row.TextOrNull(3),
        Message = row.TextOrNull(4),
        Files = Parse<GitEditFile>(row.Text(5)),
        Conflicts = row.TextOrNull(6) is { } conflicts ? Parse<GitEditConflict>(conflicts) : [],
        Commit = row.TextOrNull(7),
        Detail = row.TextOrNull(8),
        CreatedAt = row.Time(9),
        ChangedAt = row.Time(10),
        Version = row.Long(11),
    };

    private static GitSyncRecord ReadRecord(StatementRow row) => new()
    {
        Id = row.Long(0),
        At = row.Time(1),
        Node = row.Text(2),
        Trigger = (GitTrigger)row.Int(3),
        Outcome = (GitOutcome)row.Int(4),
        From = row.TextOrNull(5),
        To = row.TextOrNull(6),
        Detail = row.TextOrNull(7),
        Changes = Parse<GitFileChange>(row.Text(8)),
        ChangeCount = row.Int(9),
    };

    private static T[] Parse<T>(string json) => JsonSerializer.Deserialize<T[]>(json) ?? [];
}
