namespace Universal.Persistence.Cache;

/// <summary>The entries of the cluster's cache that outlive nodes.</summary>
public interface ICacheStore
{
    /// <summary>A number that was never given before and is larger than all that were.</summary>
    Task<long> NextEpochAsync(CancellationToken cancellationToken = default);

    /// <summary>The entries of a part without their values, in the order of the database.</summary>
    /// <param name="part">The part.</param>
    /// <param name="after">The last key of the page before; empty: from the start.</param>
    /// <param name="take">How many at most, 1 to 5,000.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<CacheRow>> ListKeysAsync(int part, string after, int take, CancellationToken cancellationToken = default);

    /// <summary>Reads an entry with its value, or null.</summary>
    Task<CacheRow?> GetAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Writes an entry, in place of an older one. False: there is one that is not older, and nothing was written.</summary>
    Task<bool> PutAsync(CacheRow row, CancellationToken cancellationToken = default);

    /// <summary>Removes an entry, unless it is newer than that version. Can be repeated.</summary>
    Task DeleteAsync(string key, long version, CancellationToken cancellationToken = default);

    /// <summary>Moves the time when an entry may be removed. Nothing happens when its version is another one.</summary>
    Task TouchAsync(string key, long version, DateTimeOffset dueAt, CancellationToken cancellationToken = default);

    /// <summary>Removes the entries of a part that are not newer than that version.</summary>
    Task ClearAsync(int part, long version, CancellationToken cancellationToken = default);
}
