namespace Universal.Connections;

/// <summary>Where the certificates of this process come from. Asked with every new connection.</summary>
internal interface ICertificateSource
{
    /// <summary>What counts now.</summary>
    /// <exception cref="CertificatesUnavailableException">There is none; the message says what to do.</exception>
    CertificateBundle Current { get; }
}

/// <summary>This process has nothing to prove that it belongs to the cluster.</summary>
public sealed class CertificatesUnavailableException(string message) : Exception(message);
