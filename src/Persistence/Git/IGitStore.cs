using Universal.Git;

namespace Universal.Persistence.Git;

/// <summary>An edit with the contents of its files.</summary>
/// <param name="Edit">The edit; its list of files is made from the contents when it is written.</param>
/// <param name="Contents">New contents. Dropped when the edit is final: git has them then, or nobody wants them.</param>
public sealed record GitEditRow(GitEdit Edit, IReadOnlyList<GitFileContent> Contents);

/// <summary>Edits of the repository and the history of its synchronisation.</summary>
public interface IGitStore
{
    /// <summary>Stores a new edit. Gives it with its number and version.</summary>
    Task<GitEditRow> InsertEditAsync(GitEditRow row, CancellationToken cancellationToken = default);

    /// <summary>Writes an edit over the version that it names. Null: it has another version now, and nothing was written.</summary>
    Task<GitEditRow?> UpdateEditAsync(GitEditRow row, CancellationToken cancellationToken = default);

    /// <summary>Reads an edit, or null.</summary>
    Task<GitEditRow?> GetEditAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Edits without contents, newest first, at most <paramref name="take"/> (1 to 500) with a number smaller than <paramref name="before"/>.</summary>
    Task<IReadOnlyList<GitEdit>> ListEditsAsync(bool unfinishedOnly, long? before, int take, CancellationToken cancellationToken = default);

    /// <summary>Numbers of the edits that wait to be published, in their order.</summary>
    Task<IReadOnlyList<long>> ListPendingEditsAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds to the history, of which the last 10,000 entries are kept.</summary>
    Task AppendHistoryAsync(GitSyncRecord record, CancellationToken cancellationToken = default);

    /// <summary>The history, newest first, at most <paramref name="take"/> (1 to 500) with a number smaller than <paramref name="before"/>.</summary>
    Task<IReadOnlyList<GitSyncRecord>> ListHistoryAsync(long? before, int take, CancellationToken cancellationToken = default);
}
