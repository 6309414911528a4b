using System.Security.Cryptography.X509Certificates;

namespace Universal.Repository.Git.Transport;

/// <summary>Whether a server's certificate is trusted, by the settings' own authorities when they name some.</summary>
internal static class ServerCertificates
{
    /// <summary>The decision.</summary>
    /// <param name="settings">The remote's settings.</param>
    /// <param name="certificate">The server's certificate.</param>
    /// <param name="trustedBySystem">What the system's authorities say.</param>
    /// <param name="host">The host that was asked for.</param>
    public static bool AreTrusted(GitRemoteSettings settings, X509Certificate certificate, bool trustedBySystem, string host)
    {
        if (!settings.VerifyCertificate) return true;
        if (settings.CaFile is null) return trustedBySystem;
        using var leaf = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(settings.CaFile);
        // The server's intermediates are not passed on to us; the file may hold them.
        chain.ChainPolicy.ExtraStore.ImportFromPemFile(settings.CaFile);
        return leaf.MatchesHostname(host) && chain.Build(leaf);
    }
}
