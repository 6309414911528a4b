using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Universal.Connections;

/// <summary>
/// The authority that issues the certificates of a cluster's processes. It is derived from the cluster's key: every process that has the key has the same
/// authority, and nothing has to be stored or handed out.
/// </summary>
internal sealed class ClusterAuthority : IDisposable
{
    // Clocks of nodes may differ by as much.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromDays(1);

    // It ends with its key, not by a date.
    private static readonly DateTimeOffset NotBefore = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset NotAfter = new(2199, 12, 31, 0, 0, 0, TimeSpan.Zero);

    // The order of the curve P-256.
    private static readonly BigInteger Order = BigInteger.Parse("0ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
    private readonly X509Certificate2 _certificate;

    private ClusterAuthority(X509Certificate2 certificate) => _certificate = certificate;

    /// <summary>Its certificate, without the private key.</summary>
    public X509Certificate2 Certificate => X509CertificateLoader.LoadCertificate(_certificate.RawData);

    /// <summary>The authority of a cluster.</summary>
    /// <param name="seed">Derived from the cluster's key.</param>
    /// <param name="clusterId">Name of the cluster: clusters that share a key are apart nevertheless.</param>
    public static ClusterAuthority Derive(byte[] seed, string clusterId)
    {
        // 48 bytes make the remainder even over the whole range.
        var bytes = HKDF.DeriveKey(HashAlgorithmName.SHA256, seed, 48, info: Encoding.UTF8.GetBytes("authority/" + clusterId));
        var number = (new BigInteger(bytes, isUnsigned: true, isBigEndian: true) % (Order - 1)) + 1;
        var scalar = new byte[32];
        number.TryWriteBytes(scalar.AsSpan(32 - number.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar });
        CryptographicOperations.ZeroMemory(bytes);
        CryptographicOperations.ZeroMemory(scalar);
        var mark = SHA256.HashData(key.ExportSubjectPublicKeyInfo());
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName($"Universal {Convert.ToHexStringLower(mark.AsSpan(0, 8))}");
        var subject = name.Build();
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var bare = request.Create(subject, X509SignatureGenerator.CreateForECDsa(key), NotBefore, NotAfter, Serial(mark));
        return new ClusterAuthority(bare.CopyWithPrivateKey(key));
    }

    /// <summary>Issues a certificate.</summary>
    /// <param name="name">Whose it is, for people.</param>
    /// <param name="node">Whether it is a node's, which others may call and which may join; otherwise a client's.</param>
    /// <param name="now">Now.</param>
    /// <param name="life">How long it is good.</param>
    /// <returns>The certificate with its private key.</returns>
    public X509Certificate2 Issue(string name, bool node, DateTimeOffset now, TimeSpan life)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        // The longest that a common name may be.
        subject.AddCommonName(name.Length > 64 ? name[..64] : name);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. (node ? OrleansTls.NodeUses : OrleansTls.ClientUses).Select(use => new Oid(use))], critical: true));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using var bare = request.Create(_certificate, now - ClockTolerance, now + life, Serial(RandomNumberGenerator.GetBytes(16)));
        using var whole = bare.CopyWithPrivateKey(key);
        return CertificateBundle.Usable(whole);
    }

    public void Dispose() => _certificate.Dispose();

    // A positive number that does not begin with a zero byte.
    private static byte[] Serial(ReadOnlySpan<byte> bytes)
    {
        var serial = bytes[..16].ToArray();
        serial[0] = (byte)((serial[0] & 0x7f) | 0x40);
        return serial;
    }
}
