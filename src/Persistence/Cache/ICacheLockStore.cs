namespace Universal.Persistence.Cache;

/// <summary>A lock that is held, or was.</summary>
/// <param name="Name">Its name; letter case counts.</param>
/// <param name="Owner">Who holds it, or did; empty: it was released.</param>
/// <param name="Token">The fencing token: it only ever rises for a name.</param>
/// <param name="ExpiresAt">When the lease ends, by the clock of the database.</param>
/// <param name="Remaining">How long that is from now on; zero or less: it is over.</param>
public sealed record CacheLockRow(string Name, string Owner, long Token, DateTimeOffset ExpiresAt, TimeSpan Remaining)
{
    /// <summary>Whether somebody holds it.</summary>
    public bool IsHeld => Owner.Length > 0 && Remaining > TimeSpan.Zero;
}

/// <summary>Locks of the whole cluster. Each change is one statement, decided by the clock of the database: clocks of nodes do not count.</summary>
public interface ICacheLockStore
{
    /// <summary>
    /// Takes a lock that is free, under a new token. The owner that holds it already gets it under the same token, with a new lease. Null: somebody
    /// else holds it.
    /// </summary>
    Task<CacheLockRow?> AcquireAsync(string name, string owner, TimeSpan lease, CancellationToken cancellationToken = default);

    /// <summary>Lengthens the lease from now on. Null: the token is not the one in force, and nothing was changed.</summary>
    Task<CacheLockRow?> RenewAsync(string name, long token, TimeSpan lease, CancellationToken cancellationToken = default);

    /// <summary>Releases a lock. False: the token is not the one in force. A repeat is true until the lock is taken again.</summary>
    Task<bool> ReleaseAsync(string name, long token, CancellationToken cancellationToken = default);

    /// <summary>Reads a lock, held or not; null: nobody ever took it.</summary>
    Task<CacheLockRow?> GetAsync(string name, CancellationToken cancellationToken = default);
}
