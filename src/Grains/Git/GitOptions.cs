using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Universal.Git;
using Universal.Scripts;

namespace Universal.Grains.Git;

/// <summary>
/// The remote of the repository, as a node's own configuration gives it: section <c>Git</c>. Settings in the database go before it. Where section
/// <c>Git</c> names no remote, PSU's keys <c>Data:Git...</c> count.
/// </summary>
public sealed class GitOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Git";

    /// <summary>Name of the setting in the database that goes before it.</summary>
    public const string Setting = "git";

    /// <summary>See <see cref="GitSettings.Remote"/>. Default: none.</summary>
    public string Remote { get; set; } = "";

    /// <summary>See <see cref="GitSettings.Branch"/>. Default <c>main</c>; <c>master</c> where only <c>Data:GitRemote</c> is set.</summary>
    public string Branch { get; set; } = "main";

    /// <summary>See <see cref="GitSettings.User"/>.</summary>
    public string? User { get; set; }

    /// <summary>Password or token for http and https.</summary>
    public string? Secret { get; set; }

    /// <summary>See <see cref="GitSettings.Behavior"/>.</summary>
    public GitSyncBehavior Behavior { get; set; }

    /// <summary>See <see cref="GitSettings.Mode"/>.</summary>
    public GitMode Mode { get; set; }

    /// <summary>See <see cref="GitSettings.Interval"/>.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>See <see cref="GitSettings.Timeout"/>.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>See <see cref="GitSettings.Proxy"/>.</summary>
    public string? Proxy { get; set; }

    /// <summary>See <see cref="GitSettings.UseGitProgram"/>.</summary>
    public bool UseGitProgram { get; set; }

    /// <summary>See <see cref="GitSettings.CaFile"/>.</summary>
    public string? CaFile { get; set; }

    /// <summary>See <see cref="GitSettings.VerifyCertificate"/>.</summary>
    public bool VerifyCertificate { get; set; } = true;

    /// <summary>What webhooks must be signed with. Default: none, the webhook is closed.</summary>
    public string? HookSecret { get; set; }

    /// <summary>See <see cref="GitSettings.SetAsideFiles"/>.</summary>
    public bool SetAsideFiles { get; set; }

    /// <summary>The settings in the form of the contracts.</summary>
    internal GitConfigured ToConfigured() => new(
        new GitSettings
        {
            Remote = Remote,
            Branch = Branch,
            User = User,
            HasSecret = !string.IsNullOrEmpty(Secret),
            Behavior = Behavior,
            Mode = Mode,
            Interval = Interval,
            Timeout = Timeout,
            Proxy = Proxy,
            UseGitProgram = UseGitProgram,
            CaFile = CaFile,
            VerifyCertificate = VerifyCertificate,
            HasHookSecret = !string.IsNullOrEmpty(HookSecret),
            SetAsideFiles = SetAsideFiles,
            Source = string.IsNullOrEmpty(Remote) ? GitSettingsSource.None : GitSettingsSource.Configuration,
        },
        string.IsNullOrEmpty(Secret) ? null : Secret,
        string.IsNullOrEmpty(HookSecret) ? null : HookSecret);

    /// <summary>Takes over PSU's keys where section <c>Git</c> names no remote.</summary>
    internal void ReadPsuKeys(IConfiguration configuration)
    {
        var data = configuration.GetSection("Data");
        if (!string.IsNullOrEmpty(Remote) || data["GitRemote"] is not { Length: > 0 } remote) return;
        Remote = remote;
        Branch = data["GitBranch"] is { Length: > 0 } branch ? branch : "master";
        User = data["GitUserName"] is { Length: > 0 } user ? user : User;
        Secret = data["GitPassword"] is { Length: > 0 } secret ? secret : Secret;
        // PSU's own default is two-way; ours never pushes without being told to.
        Behavior = Enum.TryParse<GitSyncBehavior>(data["GitSyncBehavior"], ignoreCase: true, out var behavior) ? behavior : Behavior;
        Mode = Enum.TryParse<GitMode>(data["Mode"] ?? data["GitMode"], ignoreCase: true, out var mode) ? mode : Mode;
        if (int.TryParse(data["GitSyncInterval"], out var minutes) && minutes > 0) Interval = TimeSpan.FromMinutes(minutes);
        UseGitProgram = BooleanText.TryParse(data["ExternalGitClient"], out var external) ? external : UseGitProgram;
    }
}

/// <summary>Reports every fault of <see cref="GitOptions"/> at once.</summary>
internal sealed class GitOptionsValidator : IValidateOptions<GitOptions>
{
    public ValidateOptionsResult Validate(string? name, GitOptions options)
    {
        if (string.IsNullOrEmpty(options.Remote)) return ValidateOptionsResult.Success;
        var configured = options.ToConfigured();
        var faults = GitSettingsRules.Faults(configured.Settings, configured.Secret);
        return faults.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(faults.SelectMany(fault => fault.Value.Select(text => $"{GitOptions.Section}:{fault.Key}: {text}")));
    }
}
