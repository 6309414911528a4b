using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Universal.Connections;

/// <summary>A certificate with its private key, what is sent along with it, and the authorities that peers are checked against.</summary>
/// <param name="Local">The certificate of this process.</param>
/// <param name="Intermediates">What peers need to follow it to its authority.</param>
/// <param name="Authorities">Who may have issued a peer's certificate.</param>
internal sealed record CertificateBundle(X509Certificate2 Local, X509Certificate2Collection Intermediates, X509Certificate2Collection Authorities) : IDisposable
{
    /// <summary>Reads the files that the settings name.</summary>
    /// <exception cref="CryptographicException">They do not belong together, or something is missing; the message says what.</exception>
    public static CertificateBundle Read(ClusterTlsOptions settings)
    {
        var certificateFile = settings.CertificateFile!;
        using var single = X509Certificate2.CreateFromPemFile(certificateFile, string.IsNullOrEmpty(settings.KeyFile) ? null : settings.KeyFile);
        var local = Usable(single);
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(certificateFile);
        var authorities = new X509Certificate2Collection();
        if (string.IsNullOrEmpty(settings.AuthorityFile)) authorities.AddRange(all.Where(IsSelfSigned).ToArray());
        else authorities.ImportFromPemFile(settings.AuthorityFile);
        if (authorities.Count == 0)
            throw new CryptographicException(settings.AuthorityFile is { Length: > 0 } file ? $"'{file}' holds no certificate." : "It holds no self-signed authority; name one in Node:Tls:AuthorityFile.");
        return new CertificateBundle(local, [.. all.Where(other => !IsSelfSigned(other) && other.Thumbprint != local.Thumbprint)], authorities);
    }

    /// <summary>The certificate in a form that the platform's TLS can use: Windows wants the private key in a store of its own.</summary>
    public static X509Certificate2 Usable(X509Certificate2 certificate) => OperatingSystem.IsWindows()
        ? X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null)
        : new X509Certificate2(certificate);

    public void Dispose()
    {
        Local.Dispose();
        foreach (var certificate in Intermediates) certificate.Dispose();
        foreach (var certificate in Authorities) certificate.Dispose();
    }

    private static bool IsSelfSigned(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}
