using Microsoft.Extensions.Options;

namespace Universal.Grains.Security;

/// <summary>Section <c>Security</c> of the configuration.</summary>
public sealed class SecurityOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Security";

    /// <summary>Failed sign-ins after which an identity is locked out, 1 to 100. Default 5.</summary>
    public int LockoutFailures { get; set; } = 5;

    /// <summary>How long a lock-out lasts, 1 s to 1 day. Default 15 min.</summary>
    public TimeSpan LockoutTime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Fewest characters of a password, 12 to 128. Default 12.</summary>
    public int MinimumPasswordLength { get; set; } = 12;

    /// <summary>How long an app token lives when nobody says otherwise. Default 365 days.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromDays(365);

    /// <summary>The longest life of an app token. Default 3650 days.</summary>
    public TimeSpan MaxTokenLifetime { get; set; } = TimeSpan.FromDays(3650);

    /// <summary>How long lines of the audit log are kept, 1 day to 100 years. Null: for ever. Default 365 days.</summary>
    public TimeSpan? KeepAuditFor { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How long an identity or token is trusted from memory before its row is read again. Changes made through the platform are seen at once. Default 1 min.</summary>
    public TimeSpan CacheTime { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>Reports every fault of <see cref="SecurityOptions"/> at once.</summary>
internal sealed class SecurityOptionsValidator : IValidateOptions<SecurityOptions>
{
    public ValidateOptionsResult Validate(string? name, SecurityOptions options)
    {
        var faults = new List<string>();
        if (options.LockoutFailures is < 1 or > 100) faults.Add("Security:LockoutFailures must be 1 to 100.");
        if (options.LockoutTime < TimeSpan.FromSeconds(1) || options.LockoutTime > TimeSpan.FromDays(1))
        {
            faults.Add("Security:LockoutTime must be 1 s to 1 day.");
        }

        if (options.MinimumPasswordLength is < 12 or > PasswordRules.MaxLength) faults.Add("Security:MinimumPasswordLength must be 12 to 128.");
        if (options.TokenLifetime <= TimeSpan.Zero) faults.Add("Security:TokenLifetime must be positive.");
        if (options.MaxTokenLifetime < options.TokenLifetime) faults.Add("Security:MaxTokenLifetime must not be shorter than TokenLifetime.");
        if (options.KeepAuditFor is { } keep && (keep < TimeSpan.FromDays(1) || keep > TimeSpan.FromDays(36_500))) faults.Add("Security:KeepAuditFor must be 1 day to 100 years, or nothing.");
        if (options.CacheTime <= TimeSpan.Zero) faults.Add("Security:CacheTime must be positive.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
