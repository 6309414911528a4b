using System.Management.Automation;

namespace Universal.PowerShell.Rest;

/// <summary>A server and how to sign in to it.</summary>
/// <param name="Url">Its address, ending in a slash.</param>
/// <param name="Token">An app token, or the token of a job.</param>
/// <param name="Credential">Name and password to sign in with.</param>
/// <param name="UseDefaultCredentials">Whether the operating system's sign-in is offered to a server or proxy that asks for one.</param>
/// <param name="TrustCertificate">Whether the server's certificate is taken as it is.</param>
internal sealed record ServerAddress(Uri Url, string? Token, PSCredential? Credential, bool UseDefaultCredentials = false, bool TrustCertificate = false)
{
    /// <summary>The node that runs the job in which this is; null: this is no job.</summary>
    public static ServerAddress? OfJob()
    {
        var url = Environment.GetEnvironmentVariable("UNIVERSAL_URL");
        return string.IsNullOrEmpty(url) ? null : new ServerAddress(Parse(url!), Environment.GetEnvironmentVariable("UNIVERSAL_TOKEN"), null);
    }

    /// <summary>Reads an address as people write it.</summary>
    /// <exception cref="ArgumentException">It is no address.</exception>
    public static Uri Parse(string address)
    {
        if (!Uri.TryCreate(address.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new ArgumentException($"'{address}' is not the address of a server. Give it with its scheme and port, as in https://universal.example.org:5000.");
        return url.AbsoluteUri.EndsWith("/", StringComparison.Ordinal) ? url : new Uri(url.AbsoluteUri + "/");
    }
}
