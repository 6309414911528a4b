using System.Text.RegularExpressions;

namespace Universal.Repository.Git;

/// <summary>What may stand as a remote.</summary>
internal static partial class GitRemoteUrl
{
    // The path must not begin with a colon: "ext::program" and its like run programs. A host of one letter is a drive of Windows.
    [GeneratedRegex(@"^(?:[A-Za-z0-9_][A-Za-z0-9._-]*@)?[A-Za-z0-9][A-Za-z0-9.-]+:[^-:\s][^\s]*$", RegexOptions.CultureInvariant)]
    private static partial Regex ScpForm();

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9._-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex SshUser();

    /// <summary>What is wrong with that remote, or null.</summary>
    public static string? Fault(string? url)
    {
        if (string.IsNullOrWhiteSpace(url)) return "must not be empty.";
        if (url[0] == '-' || url.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            return "must not begin with a dash, or hold spaces or control characters.";
        if (!url.Contains("://", StringComparison.Ordinal))
            return ScpForm().IsMatch(url) ? null : "must begin with https://, http://, ssh://, git:// or file://, or be user@host:path.";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri)) return "is not a URL.";
        return uri.Scheme switch
        {
            "http" or "https" or "git" => uri.UserInfo.Length > 0 ? "must not hold credentials; give User and Secret." : HostFault(uri),
            "ssh" => SshFault(uri),
            "file" => uri.Host.Length == 0 && uri.AbsolutePath.Length > 1 ? null : "must be file:// and an absolute path.",
            _ => "must begin with https://, http://, ssh://, git:// or file://.",
        };
    }

    /// <summary>Whether it is http or https.</summary>
    public static bool IsHttp(string url) =>
        url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether both name the same remote: a final slash or <c>.git</c>, the case of the host and a user's name make no other one.</summary>
    public static bool IsSame(string one, string other) => Plain(one) == Plain(other);

    private static string? SshFault(Uri uri)
    {
        if (uri.UserInfo.Contains(':', StringComparison.Ordinal)) return "must not hold a password; ssh uses the keys of the account.";
        if (uri.UserInfo.Length > 0 && !SshUser().IsMatch(uri.UserInfo)) return "has a user's name that ssh could take for an option.";
        return HostFault(uri);
    }

    private static string? HostFault(Uri uri)
    {
        if (uri.Host.Length == 0 || uri.Host[0] == '-') return "has no host.";
        return uri.AbsolutePath.Length <= 1 ? "has no path." : null;
    }

    private static string Plain(string url)
    {
        var text = url.TrimEnd('/');
        if (text.EndsWith(".git", StringComparison.Ordinal)) text = text[..^4].TrimEnd('/');
        // A clone made by hand may name a folder as such.
        if (text.StartsWith('/')) text = "file://" + text;
        if (!text.Contains("://", StringComparison.Ordinal)) return text;
        return Uri.TryCreate(text, UriKind.Absolute, out var uri)
            ? $"{uri.Scheme}://{uri.Host.ToLowerInvariant()}:{uri.Port}{Uri.UnescapeDataString(uri.AbsolutePath).TrimEnd('/')}"
            : text;
    }
}
