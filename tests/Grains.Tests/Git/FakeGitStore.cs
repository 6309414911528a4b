using Universal.Git;
using Universal.Persistence.Git;

namespace Universal.Grains.Tests.Git;

/// <summary>Edits in memory, with the promises of the real store.</summary>
internal sealed class FakeGitStore : IGitStore
{
    public List<GitEditRow> Rows { get; } = [];

    public int Writes { get; private set; }

    /// <summary>Called before each update, as somebody who comes in between.</summary>
    public Action? BeforeUpdate { get; set; }

    public Task<GitEditRow> InsertEditAsync(GitEditRow row, CancellationToken cancellationToken = default)
    {
        Writes++;
        Rows.Add(row with { Edit = row.Edit with { Id = Rows.Count + 1, Version = 1 } });
        return Task.FromResult(Rows[^1]);
    }

    public Task<GitEditRow?> UpdateEditAsync(GitEditRow row, CancellationToken cancellationToken = default)
    {
        BeforeUpdate?.Invoke();
        var at = Rows.FindIndex(stored => stored.Edit.Id == row.Edit.Id && stored.Edit.Version == row.Edit.Version);
        if (at < 0) return Task.FromResult<GitEditRow?>(null);
        Writes++;
        return Task.FromResult<GitEditRow?>(Rows[at] = row with { Edit = row.Edit with { Version = row.Edit.Version + 1 } });
    }

    public Task<GitEditRow?> GetEditAsync(long id, CancellationToken cancellationToken = default) => Task.FromResult(Rows.Find(row => row.Edit.Id == id));

    public Task<IReadOnlyList<GitEdit>> ListEditsAsync(bool unfinishedOnly, long? before, int take, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<GitEdit>>(
        [
            .. Rows.Select(row => row.Edit).Where(edit => edit.Id < (before ?? long.MaxValue) && (!unfinishedOnly || edit.State < GitEditState.Published))
                .OrderByDescending(edit => edit.Id).Take(take),
        ]);

    public Task<IReadOnlyList<long>> ListPendingEditsAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<long>>([.. Rows.Where(row => row.Edit.State == GitEditState.Pending).Select(row => row.Edit.Id)]);

    public Task AppendHistoryAsync(GitSyncRecord record, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<IReadOnlyList<GitSyncRecord>> ListHistoryAsync(long? before, int take, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<GitSyncRecord>>([]);
}
