namespace Universal.Connections;

/// <summary>TLS on the ports for nodes and for clients of grains. Section <c>Node:Tls</c>.</summary>
public sealed class ClusterTlsOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Node:Tls";

    /// <summary>What is spoken. Default <see cref="TlsMode.Require"/>.</summary>
    public TlsMode Mode { get; set; }

    /// <summary>
    /// PEM file with this process's certificate and, behind it, those of intermediate authorities. Default none: a node makes its certificates from
    /// the cluster's key. The file is read again when it has changed.
    /// </summary>
    public string? CertificateFile { get; set; }

    /// <summary>PEM file with the private key, not encrypted. Default: <see cref="CertificateFile"/> holds it as well.</summary>
    public string? KeyFile { get; set; }

    /// <summary>
    /// PEM file with the authorities whose certificates are trusted: every one that they issue may join and call. Default: the self-signed ones in
    /// <see cref="CertificateFile"/>.
    /// </summary>
    public string? AuthorityFile { get; set; }

    /// <summary>Names (DNS) of which a peer's certificate must have one, for an authority that issues to others as well. Default none: every certificate of the authority is good.</summary>
    public IList<string> PeerNames { get; set; } = [];
}
