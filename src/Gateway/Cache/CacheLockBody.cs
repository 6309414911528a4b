namespace Universal.Gateway.Cache;

/// <summary>Body of <c>POST /api/v1/cache/lock</c>.</summary>
/// <param name="Name">1 to 400 characters, no space at either end; letter case counts.</param>
/// <param name="Owner">Who asks, 1 to 200 characters, no space at either end. The owner that holds it gets it again, under the same token. Left out: somebody new, for whom it is given back when the call is broken off.</param>
/// <param name="Lease">For how long, unless it is renewed: 1 second to 1 day. Left out: 30 seconds.</param>
/// <param name="Wait">How long to wait for it, at most a minute; ask again with the same owner to wait longer. Left out: not at all.</param>
internal sealed record CacheLockBody(string? Name, string? Owner, TimeSpan? Lease, TimeSpan? Wait);

/// <summary>Body of <c>POST /api/v1/cache/lock/renew</c> and <c>/release</c>.</summary>
/// <param name="Name">The lock.</param>
/// <param name="Token">The fencing token under which it is held.</param>
/// <param name="Lease">To renew: for how long from now on. Left out: 30 seconds.</param>
internal sealed record CacheLockTokenBody(string? Name, long Token, TimeSpan? Lease);
