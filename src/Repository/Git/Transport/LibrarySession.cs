using System.Security.Cryptography;
using LibGit2Sharp;
using Universal.Git;

namespace Universal.Repository.Git.Transport;

/// <summary>What the library asks back during one exchange, and why the answer was no.</summary>
internal sealed class LibrarySession(GitRemoteSettings settings)
{
    private bool _answered;

    /// <summary>The failure that an answer of ours caused; the library's own message only says that there was one.</summary>
    public GitException? Refusal { get; private set; }

    public FetchOptions FetchOptions(NetworkWatch watch)
    {
        var options = new FetchOptions
        {
            TagFetchMode = TagFetchMode.None,
            CredentialsProvider = Credentials,
            CertificateCheck = Check,
            OnProgress = _ => watch.Progress(),
            OnTransferProgress = _ => watch.Progress(),
            OnUpdateTips = (_, _, _) => watch.Progress(),
        };
        SetProxy(options.ProxyOptions);
        // Each connection may ask once.
        _answered = false;
        return options;
    }

    public PushOptions PushOptions(NetworkWatch watch)
    {
        var options = new PushOptions
        {
            CredentialsProvider = Credentials,
            CertificateCheck = Check,
            OnNegotiationCompletedBeforePush = _ => watch.Progress(),
            OnPackBuilderProgress = (_, _, _) => watch.Progress(),
            OnPushTransferProgress = (_, _, _) => watch.Progress(),
        };
        SetProxy(options.ProxyOptions);
        return options;
    }

    private void SetProxy(ProxyOptions proxy)
    {
        if (settings.Proxy is null) return;
        proxy.ProxyType = ProxyType.Specified;
        proxy.Url = settings.Proxy;
    }

    private Credentials Credentials(string url, string user, SupportedCredentialTypes types)
    {
        // The library asks again as long as the server says no: a wrong password would never end.
        if (_answered) throw Refuse(GitOutcome.AuthenticationFailed, "The remote does not accept the user and the secret.");
        if (settings.Secret is null) throw Refuse(GitOutcome.AuthenticationFailed, "The remote wants a user and a secret.");
        if (!IsOfRemote(url))
            throw Refuse(GitOutcome.AuthenticationFailed, $"The remote leads to {url}, which is not given the secret; set that URL if it is right.");
        _answered = true;
        return new UsernamePasswordCredentials { Username = settings.User ?? "git", Password = settings.Secret };
    }

    private bool IsOfRemote(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var asked) && Uri.TryCreate(settings.Url, UriKind.Absolute, out var own)
        && asked.Scheme == own.Scheme && string.Equals(asked.Authority, own.Authority, StringComparison.OrdinalIgnoreCase);

    private bool Check(Certificate certificate, bool valid, string host)
    {
        if (certificate is not CertificateX509 server) return valid;
        try
        {
            if (ServerCertificates.AreTrusted(settings, server.Certificate, valid, host)) return true;
            Refuse(GitOutcome.RemoteUnreachable, $"The certificate of {host} is not trusted; give the authority's file as CaFile.");
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            // The caller is native code, through which no exception may pass.
            Refuse(GitOutcome.RemoteUnreachable, $"The certificate of {host} cannot be checked by {settings.CaFile}: {e.Message}");
        }

        return false;
    }

    private GitException Refuse(GitOutcome outcome, string detail) => Refusal = new GitException(outcome, detail);
}
