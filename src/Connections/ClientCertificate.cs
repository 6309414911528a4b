using System.Security.Cryptography.X509Certificates;

namespace Universal.Connections;

/// <summary>Certificates for programs that call grains without having the cluster's key, which opens every secret.</summary>
public static class ClientCertificate
{
    /// <summary>
    /// Issues one for <c>Node:Tls:CertificateFile</c> of the program. It is good for calls to <c>Node:GatewayPort</c>, not for joining as a node, until it
    /// ends or the key that it comes from is taken out of the nodes' configuration.
    /// </summary>
    /// <param name="keys">The cluster's keys.</param>
    /// <param name="clusterId">Name of the cluster.</param>
    /// <param name="name">Whose it is, for people.</param>
    /// <param name="now">Now.</param>
    /// <param name="life">How long it is good.</param>
    /// <returns>PEM of the certificate, its private key, and the authorities of the nodes.</returns>
    /// <exception cref="CertificatesUnavailableException">There is no key.</exception>
    public static string Issue(IClusterKeys keys, string clusterId, string name, DateTimeOffset now, TimeSpan life)
    {
        var authorities = keys.AuthoritySeeds.Select(seed => ClusterAuthority.Derive(seed, clusterId)).ToArray();
        if (authorities.Length == 0) throw new CertificatesUnavailableException("This process has no key of the cluster. Set Secrets:Key or Secrets:KeyFile as on the nodes.");
        using var certificate = authorities[0].Issue(name, node: false, now, life);
        using var key = certificate.GetECDsaPrivateKey()!;
        string[] parts = [certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem(), .. authorities.Select(authority => authority.Certificate.ExportCertificatePem())];
        foreach (var authority in authorities) authority.Dispose();
        return string.Join('\n', parts) + "\n";
    }
}
