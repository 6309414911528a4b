using Universal.Git;
using Universal.Repository.Git;

namespace Universal.Grains.Git;

/// <summary>Settings with their secrets, which stay on the node.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Secret">Password or token for the remote; null: none.</param>
/// <param name="HookSecret">What webhooks must be signed with; null: the webhook is closed.</param>
/// <param name="Fault">Why a stored secret cannot be used; null: it can.</param>
internal sealed record GitConfigured(GitSettings Settings, string? Secret, string? HookSecret, string? Fault = null)
{
    /// <summary>Whether there is a remote.</summary>
    public bool IsSet => Settings.Remote.Length > 0;

    /// <summary>Whether files can be edited here.</summary>
    public bool TakesEdits => IsSet && Settings.Behavior is GitSyncBehavior.TwoWay or GitSyncBehavior.PushOnly;

    /// <summary>The settings as the git library takes them.</summary>
    public GitRemoteSettings ToRemote() => GitSettingsRules.ToRemote(Settings, Secret);

    /// <summary>Everything but the secrets.</summary>
    public override string ToString() => Settings.ToString();
}

/// <summary>What settings must be like.</summary>
internal static class GitSettingsRules
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);

    // Without a remote these are kept for the one that comes, and shown: nonsense in them would be found only then.
    private static readonly string[] CheckedWithoutRemote = [nameof(GitSettings.Branch), nameof(GitSettings.Proxy), nameof(GitSettings.CaFile)];

    /// <summary>Every fault, by field; empty: none. No remote at all is sound.</summary>
    public static IReadOnlyDictionary<string, string[]> Faults(GitSettings settings, string? secret)
    {
        if (settings.Remote.Length == 0)
        {
            return Faults(settings with { Remote = "https://remote.invalid/repository.git" }, null)
                .Where(fault => CheckedWithoutRemote.Contains(fault.Key)).ToDictionary(fault => fault.Key, fault => fault.Value);
        }

        var faults = GitRemoteSettingsValidator.Faults(ToRemote(settings, secret))
            // "Field: what is wrong."
            .Select(fault => fault.Split(": ", 2))
            .Select(parts => (Field: parts[0] == nameof(GitRemoteSettings.Url) ? nameof(GitSettings.Remote) : parts[0], Text: parts[1]))
            .ToList();
        if (!Enum.IsDefined(settings.Mode)) faults.Add((nameof(GitSettings.Mode), "must be Automatic or Manual."));
        if (settings.Interval < ShortestInterval || settings.Interval > LongestInterval)
            faults.Add((nameof(GitSettings.Interval), "must be between 1 second and 1 day."));
        return faults.GroupBy(fault => fault.Field).ToDictionary(group => group.Key, group => group.Select(fault => fault.Text).ToArray());
    }

    /// <summary>The form that the git library takes.</summary>
    public static GitRemoteSettings ToRemote(GitSettings settings, string? secret) => new()
    {
        Url = settings.Remote,
        Branch = settings.Branch,
        User = settings.User,
        Secret = secret,
        Behavior = settings.Behavior,
        Timeout = settings.Timeout,
        Proxy = settings.Proxy,
        UseGitProgram = settings.UseGitProgram,
        CaFile = settings.CaFile,
        VerifyCertificate = settings.VerifyCertificate,
    };
}
