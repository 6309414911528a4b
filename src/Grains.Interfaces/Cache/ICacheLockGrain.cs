using Universal.Calls;

namespace Universal.Cache;

/// <summary>
/// A lock of the whole cluster. Key: its name, 1 to 400 characters. Who holds it is in the database, and every change is one statement decided by the
/// clock of the database: no death of a node and no wrong clock makes two holders. Those who wait are served in their order, unless their node dies.
/// Every method can be repeated; without the database every method fails.
/// </summary>
[Alias("universal.ICacheLockGrain")]
public interface ICacheLockGrain : IGrainWithStringKey
{
    /// <summary>Takes the lock, and waits for it as long as the request says.</summary>
    [Alias("Acquire")] Task<CacheLockResult> Acquire(CacheLockRequest request);

    /// <summary>Begins the lease anew.</summary>
    [Alias("Renew"), Repeatable] Task<CacheLockResult> Renew(long token, TimeSpan lease);

    /// <summary>Gives the lock back. Repeated it is done until somebody takes the lock.</summary>
    [Alias("Release")] Task<CacheLockResult> Release(long token);

    /// <summary>The lock, or null when nobody holds it.</summary>
    [Alias("Get"), Repeatable] Task<CacheLock?> Get();
}
