using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Universal.Connections;

/// <summary>Reports every fault of <see cref="ClusterTlsOptions"/> at once.</summary>
internal sealed class ClusterTlsOptionsValidator : IValidateOptions<ClusterTlsOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ClusterTlsOptions options)
    {
        List<string> faults = [];
        if (!Enum.IsDefined(options.Mode)) faults.Add($"Node:Tls:Mode must be one of {string.Join(", ", Enum.GetNames<TlsMode>())}.");
        if (string.IsNullOrEmpty(options.CertificateFile))
        {
            if (!string.IsNullOrEmpty(options.KeyFile)) faults.Add("Node:Tls:KeyFile needs Node:Tls:CertificateFile.");
            if (!string.IsNullOrEmpty(options.AuthorityFile)) faults.Add("Node:Tls:AuthorityFile needs Node:Tls:CertificateFile.");
            if (options.PeerNames.Count > 0) faults.Add("Node:Tls:PeerNames needs Node:Tls:CertificateFile: the cluster's own authority issues to nobody else.");
        }
        else if (options.Mode != TlsMode.Off)
        {
            try
            {
                CertificateBundle.Read(options).Dispose();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
            {
                faults.Add($"Node:Tls:CertificateFile '{options.CertificateFile}' cannot be used: {error.Message}");
            }
        }

        faults.AddRange(options.PeerNames.Where(string.IsNullOrWhiteSpace).Select(_ => "Node:Tls:PeerNames must not hold an empty name."));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
