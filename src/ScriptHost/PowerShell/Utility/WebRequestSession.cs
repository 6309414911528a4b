using System.Management.Automation;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Microsoft.PowerShell.Commands;

/// <summary>What requests have in common: cookies, headers, who sends them.</summary>
public sealed class WebRequestSession
{
    /// <summary>Headers of every request.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Cookies that servers have set.</summary>
    public CookieContainer Cookies { get; set; } = new();

    /// <summary>Name and password for servers that ask.</summary>
    public ICredentials? Credentials { get; set; }

    /// <summary>Takes the identity of this process.</summary>
    public bool UseDefaultCredentials { get; set; }

    /// <summary>Certificates of the client.</summary>
    public X509CertificateCollection? Certificates { get; set; }

    /// <summary>What the client calls itself.</summary>
    public string? UserAgent { get; set; }

    /// <summary>The proxy.</summary>
    public IWebProxy? Proxy { get; set; }

    /// <summary>How many redirections are followed; -1: the usual number.</summary>
    public int MaximumRedirection { get; set; } = -1;

    /// <summary>How often a failed request is repeated.</summary>
    public int MaximumRetryCount { get; set; }

    /// <summary>Seconds between repeats.</summary>
    public int RetryIntervalInSeconds { get; set; } = 5;
}
