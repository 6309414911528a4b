using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Universal.Git;
using Universal.Persistence.Settings;

namespace Universal.Grains.Git;

/// <summary>The settings in force: those of the database, else this node's own. Secrets are encrypted in the database with the cluster's key ring.</summary>
internal sealed class GitConfiguration(ISettingStore store, IOptions<GitOptions> options, IDataProtectionProvider protection)
{
    private const int MaxRaces = 5;

    private readonly IDataProtector _secrets = protection.CreateProtector("Universal.Git.Secret");

    /// <summary>Reads them.</summary>
    public async Task<GitConfigured> ReadAsync(CancellationToken cancellationToken = default) =>
        await store.GetAsync(GitOptions.Setting, cancellationToken) is { } row ? Open(row) : options.Value.ToConfigured();

    /// <summary>Stores new ones. A secret that the change leaves out stays as it is, unless the remote's server is another one now.</summary>
    public async Task<GitSettingsResult> WriteAsync(GitSettingsChange change, string? by)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            var row = await store.GetAsync(GitOptions.Setting);
            var before = row is null ? options.Value.ToConfigured() : Open(row);
            if (change.Version is { } expected && expected != (row?.Version ?? 0)) break;
            var secret = change.Secret ?? (IsSameServer(before.Settings.Remote, change.Settings.Remote) ? before.Secret : null);
            var hook = change.HookSecret ?? before.HookSecret;
            secret = secret is "" ? null : secret;
            hook = hook is "" ? null : hook;
            var faults = GitSettingsRules.Faults(change.Settings, secret);
            if (faults.Count > 0) return new GitSettingsResult(null, faults);
            var stored = new Stored(Plain(change.Settings, secret, hook), Protect(secret), Protect(hook));
            if (!await store.PutAsync(GitOptions.Setting, JsonSerializer.Serialize(stored), row?.Version ?? 0, by)) continue;
            return new GitSettingsResult((await ReadAsync()).Settings, new Dictionary<string, string[]>());
        }

        return new GitSettingsResult(null, new Dictionary<string, string[]>());
    }

    /// <summary>Removes those of the database. False: there were none.</summary>
    public Task<bool> RemoveAsync() => store.DeleteAsync(GitOptions.Setting);

    // A secret that was meant for one server must not be sent to another because somebody changed the address.
    private static bool IsSameServer(string one, string other) =>
        Uri.TryCreate(one, UriKind.Absolute, out var before) && Uri.TryCreate(other, UriKind.Absolute, out var after)
        && before.Scheme == after.Scheme && string.Equals(before.Authority, after.Authority, StringComparison.OrdinalIgnoreCase);

    private static GitSettings Plain(GitSettings settings, string? secret, string? hook) => settings with
    {
        HasSecret = secret is not null,
        HasHookSecret = hook is not null,
        Source = GitSettingsSource.Database,
        Version = 0,
        ChangedAt = null,
        ChangedBy = null,
    };

    private GitConfigured Open(SettingRow row)
    {
        var stored = JsonSerializer.Deserialize<Stored>(row.Value)!;
        var settings = stored.Settings with { Version = row.Version, ChangedAt = row.ChangedAt, ChangedBy = row.ChangedBy };
        try
        {
            return new GitConfigured(settings, Unprotect(stored.Secret), Unprotect(stored.HookSecret));
        }
        catch (CryptographicException)
        {
            return new GitConfigured(settings, null, null, "The stored secret of the remote cannot be decrypted with the cluster's keys; set it again.");
        }
    }

    private string? Protect(string? secret) => secret is null ? null : _secrets.Protect(secret);

    private string? Unprotect(string? secret) => secret is null ? null : _secrets.Unprotect(secret);

    private sealed record Stored(GitSettings Settings, string? Secret, string? HookSecret);
}
