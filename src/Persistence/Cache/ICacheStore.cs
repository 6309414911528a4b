namespace Universal.Persistence.Cache;

/// <summary>
/// The entries of the cluster's cache that outlive nodes. A part is written by one life at a time: what an earlier one still sends is refused, in the same
/// transaction in which it would have been written.
/// </summary>
public interface ICacheStore
{
    /// <summary>A number that was never given before and is larger than all that were.</summary>
    Task<long> NextEpochAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Puts a life in force. When this has returned, nothing that an earlier one still sends is written, and all that any of them ever wrote can be read.
    /// False: a later one is in force, or this one is already.
    /// </summary>
    Task<bool> BeginLifeAsync(CacheLife life, CancellationToken cancellationToken = default);

    /// <summary>The entries of a part without their values, in the order of the database.</summary>
    /// <param name="part">The part.</param>
    /// <param name="after">The last key of the page before; empty: from the start.</param>
    /// <param name="take">How many at most, 1 to 5,000.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<CacheRow>> ListKeysAsync(int part, string after, int take, CancellationToken cancellationToken = default);

    /// <summary>Reads an entry with its value, or null.</summary>
    Task<CacheRow?> GetAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes an entry of the life's part, in place of an older one. False: the life is over, or there is one that is not older; nothing was written.
    /// </summary>
    Task<bool> PutAsync(CacheLife life, CacheRow row, CancellationToken cancellationToken = default);

    /// <summary>Removes an entry, unless it is newer than that version. Can be repeated. False: the life is over, and nothing happened.</summary>
    Task<bool> DeleteAsync(CacheLife life, string key, long version, CancellationToken cancellationToken = default);

    /// <summary>
    /// Moves the time when an entry may be removed. Nothing happens when its version is another one. False: the life is over, and nothing happened.
    /// </summary>
    Task<bool> TouchAsync(CacheLife life, string key, long version, DateTimeOffset dueAt, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes the entries of the life's part that are not newer than that version. False: the life is over, and nothing happened, unless it ended right
    /// after that.
    /// </summary>
    Task<bool> ClearAsync(CacheLife life, long version, CancellationToken cancellationToken = default);
}
