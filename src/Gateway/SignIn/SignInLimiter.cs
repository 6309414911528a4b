using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Universal.Gateway.SignIn;

/// <summary>
/// Limits sign-ins by address and name, and by address alone, so that neither one name nor a list of names can be tried fast. Counted on
/// each node by itself; the lock-out of an identity counts for the cluster.
/// </summary>
internal sealed class SignInLimiter(IOptions<GatewayOptions> options) : IDisposable
{
    // Longer than any name of an identity: what strangers send must not fill the memory as keys.
    private const int MaxName = 100;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<(string Address, string Name)> _limiter = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<(string Address, string Name), string>(attempt =>
            RateLimitPartition.GetFixedWindowLimiter(attempt.Address, _ => Limit(options.Value.SignInsPerAddressPerMinute))),
        PartitionedRateLimiter.Create<(string Address, string Name), (string, string)>(attempt =>
            RateLimitPartition.GetFixedWindowLimiter((attempt.Address, attempt.Name), _ => Limit(options.Value.SignInsPerMinute))));

    /// <summary>Takes one attempt.</summary>
    /// <returns>Null: go on; otherwise when to try again.</returns>
    public TimeSpan? Take(string? address, string name)
    {
        using var lease = _limiter.AttemptAcquire((address ?? "", (name.Length > MaxName ? name[..MaxName] : name).ToLowerInvariant()));
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
    }

    public void Dispose() => _limiter.Dispose();

    private static FixedWindowRateLimiterOptions Limit(int permits) => new() { PermitLimit = permits, Window = Window, QueueLimit = 0 };
}
