namespace Universal.Cache;

/// <summary>A lock that somebody holds.</summary>
/// <param name="Name">Its name; letter case counts.</param>
/// <param name="Owner">Who holds it.</param>
/// <param name="Token">The fencing token: for a name it only ever rises. What the lock guards takes it along and refuses a lower one than it has seen.</param>
/// <param name="ExpiresAt">When the lease ends, by the clock of the database.</param>
/// <param name="Remaining">How long that is from the answer on; unlike <paramref name="ExpiresAt"/> it does not depend on the clock of the caller.</param>
[GenerateSerializer, Immutable, Alias("universal.CacheLock")]
public sealed record CacheLock(
    [property: Id(0)] string Name, [property: Id(1)] string Owner, [property: Id(2)] long Token, [property: Id(3)] DateTimeOffset ExpiresAt,
    [property: Id(4)] TimeSpan Remaining);

/// <summary>Asks for a lock.</summary>
/// <param name="Owner">Who asks, 1 to 200 characters. The owner that holds it gets it again, under the same token and with a new lease: so a call can be repeated.</param>
/// <param name="Lease">For how long, unless it is renewed: 1 second to 1 day.</param>
/// <param name="Wait">How long to wait for it, at most <see cref="MaxWait"/>; whoever wants to wait longer asks again, and keeps its place. Default: not at all.</param>
[GenerateSerializer, Immutable, Alias("universal.CacheLockRequest")]
public sealed record CacheLockRequest([property: Id(0)] string Owner, [property: Id(1)] TimeSpan Lease, [property: Id(2)] TimeSpan Wait = default)
{
    /// <summary>Longest wait of one call.</summary>
    public static TimeSpan MaxWait { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Lease of those who say nothing else.</summary>
    public static TimeSpan DefaultLease { get; } = TimeSpan.FromSeconds(30);
}

/// <summary>How a call about a lock ended.</summary>
[GenerateSerializer, Alias("universal.CacheLockStatus")]
public enum CacheLockStatus
{
    /// <summary>It is done.</summary>
    Done = 0,

    /// <summary>The request is not valid; the errors say what to change.</summary>
    Invalid = 1,

    /// <summary>Somebody else holds it, or waits for it before the caller.</summary>
    Held = 2,

    /// <summary>The token is not the one in force: the lease was over, or the lock was released. Nothing was changed.</summary>
    Stale = 3,
}

/// <summary>What a call about a lock gave.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Errors">Faults by field.</param>
/// <param name="Lock">Done: the lock, null when it was released. Held: the lock of the other, when there is one.</param>
[GenerateSerializer, Immutable, Alias("universal.CacheLockResult")]
public sealed record CacheLockResult(
    [property: Id(0)] CacheLockStatus Status, [property: Id(1)] IReadOnlyDictionary<string, string[]> Errors, [property: Id(2)] CacheLock? Lock = null);
