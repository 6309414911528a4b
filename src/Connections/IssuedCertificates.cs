using System.Security.Cryptography.X509Certificates;

namespace Universal.Connections;

/// <summary>
/// Certificates of the cluster's own authority, in memory alone. One is renewed when half of its life is over, with the first connection after that, so
/// that a node can run for years; connections that stand are not concerned.
/// </summary>
internal sealed class IssuedCertificates(IClusterKeys keys, string clusterId, string name, TimeProvider time) : ICertificateSource, IDisposable
{
    /// <summary>How long a certificate is good.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    private readonly Lock _gate = new();
    private IReadOnlyList<byte[]> _seeds = [];
    private CertificateBundle? _current;
    private DateTimeOffset _renewAt;

    public CertificateBundle Current
    {
        get
        {
            lock (_gate)
            {
                var now = time.GetUtcNow();
                var seeds = keys.AuthoritySeeds;
                // A clock that was set back counts, too.
                if (_current is { } good && now < _renewAt && now > _renewAt - Life && Same(seeds, _seeds)) return good;
                if (seeds.Count == 0)
                {
                    throw new CertificatesUnavailableException(
                        "This process has no key of the cluster, which the ports between nodes need. Set Secrets:Key or Secrets:KeyFile as on the other nodes, or Node:Tls:CertificateFile.");
                }

                // Not disposed: connections that are being made may still use the former one.
                _current = Make(seeds, now);
                (_seeds, _renewAt) = (seeds, now + (Life / 2));
                return _current;
            }
        }
    }

    public void Dispose() => _current?.Dispose();

    private CertificateBundle Make(IReadOnlyList<byte[]> seeds, DateTimeOffset now)
    {
        var authorities = seeds.Select(seed => ClusterAuthority.Derive(seed, clusterId)).ToArray();
        try
        {
            return new CertificateBundle(authorities[0].Issue(name, node: true, now, Life), [], [.. authorities.Select(authority => authority.Certificate)]);
        }
        finally
        {
            foreach (var authority in authorities) authority.Dispose();
        }
    }

    private static bool Same(IReadOnlyList<byte[]> one, IReadOnlyList<byte[]> other) =>
        one.Count == other.Count && one.Zip(other).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
}
