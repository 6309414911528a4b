using Universal.Git;

namespace Universal.Repository.Git;

/// <summary>Where the configuration repository comes from, and how it is kept in step.</summary>
public sealed record GitRemoteSettings
{
    /// <summary>
    /// The remote: <c>https</c>, <c>http</c>, <c>ssh</c>, <c>git</c> or <c>file</c>, or <c>user@host:path</c> for ssh. Holds no password.
    /// </summary>
    public required string Url { get; init; }

    /// <summary>The branch that is followed, at the remote and here. Default <c>main</c>.</summary>
    public string Branch { get; init; } = "main";

    /// <summary>The user's name for http and https. Default: <c>git</c>, which hosts that take tokens accept.</summary>
    public string? User { get; init; }

    /// <summary>Password or token for http and https. Never written, neither to a log nor to the working copy.</summary>
    public string? Secret { get; init; }

    /// <summary>Default <see cref="GitSyncBehavior.OneWay"/>. Only the first contact looks at it here.</summary>
    public GitSyncBehavior Behavior { get; init; }

    /// <summary>
    /// How long the remote may send nothing before an operation is given up, and how long another user of the working copy is waited for.
    /// A large clone takes as long as it takes while data flows. Default 1 minute.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>URL of an http proxy, without credentials. Default: what git's own configuration and the environment say.</summary>
    public string? Proxy { get; init; }

    /// <summary>Whether the <c>git</c> program talks to the remote, which ssh with an agent or a jump host needs. Default: no.</summary>
    public bool UseGitProgram { get; init; }

    /// <summary>PEM file of the authorities that https servers are checked against, instead of the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>Whether the certificate of an https server is checked. Default: yes. Off, anybody on the way can read the secret.</summary>
    public bool VerifyCertificate { get; init; } = true;

    /// <summary>Everything but the secret.</summary>
    public override string ToString() =>
        $"{Url} {Branch} {Behavior}{(User is null ? "" : $" as {User}")}{(Secret is null ? "" : " with a secret")}"
        + (UseGitProgram ? " by the git program" : "");
}

/// <summary>Reports every fault of <see cref="GitRemoteSettings"/> at once.</summary>
public static class GitRemoteSettingsValidator
{
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);

    /// <summary>What is wrong, each with what to change; empty: nothing.</summary>
    public static IReadOnlyList<string> Faults(GitRemoteSettings settings)
    {
        var faults = new List<string>();
        var url = GitRemoteUrl.Fault(settings.Url);
        if (url is not null) faults.Add("Url: " + url);
        if (GitBranchName.Fault(settings.Branch) is { } branch) faults.Add("Branch: " + branch);
        if (HasControl(settings.User) || settings.User?.Contains(':', StringComparison.Ordinal) == true)
            faults.Add("User: must not hold a colon or a control character.");
        if (settings.Secret is "" || HasControl(settings.Secret))
            faults.Add("Secret: must not be empty or hold a control character; leave it out for none.");
        if (url is null && settings.Secret is not null && !GitRemoteUrl.IsHttp(settings.Url))
            faults.Add("Secret: only http and https take one; ssh uses the keys of the account.");
        if (!Enum.IsDefined(settings.Behavior)) faults.Add("Behavior: must be OneWay, TwoWay or PushOnly.");
        if (settings.Timeout < ShortestTimeout || settings.Timeout > LongestTimeout)
            faults.Add("Timeout: must be between 0.1 seconds and 1 hour.");
        if (settings.Proxy is not null && ProxyFault(settings.Proxy) is { } proxy) faults.Add("Proxy: " + proxy);
        if (settings.CaFile is not null && !File.Exists(settings.CaFile)) faults.Add($"CaFile: there is no file {settings.CaFile}.");
        if (settings.CaFile is not null && !settings.VerifyCertificate)
            faults.Add("CaFile: has no effect while certificates are not checked; leave one of both out.");
        return faults;
    }

    private static string? ProxyFault(string proxy)
    {
        if (HasControl(proxy) || !Uri.TryCreate(proxy, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return "must be a URL that starts with http:// or https://.";
        return uri.UserInfo.Length > 0 ? "must not hold credentials." : null;
    }

    private static bool HasControl(string? text) => text?.Any(char.IsControl) == true;
}
