using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Universal.Persistence.Security;
using Universal.Security;

namespace Universal.Grains.Security;

/// <summary>Decisions about identities. Nothing here reads a clock or a database.</summary>
internal static partial class IdentityRules
{
    // Many addresses that each stay below the limit of one are a guess as well.
    private const int AllSources = 20;

    /// <summary>Whether those are refused who did not sign in from where they are before.</summary>
    public static bool IsLockedOut(IdentityRow row, DateTimeOffset now) => row.LockedUntil is { } until && now < until;

    /// <summary>Counts a failure from where nobody signed in before. <see cref="SignInGuard"/> counts those of one source; this is the sum.</summary>
    public static IdentityRow AfterFailure(IdentityRow row, DateTimeOffset now, SecurityOptions options)
    {
        // Failures before a lock-out that has ended do not count towards the next one.
        var failures = (row.LockedUntil is null ? row.FailedSignIns : 0) + 1;
        return row with
        {
            FailedSignIns = failures,
            LockedUntil = failures >= options.LockoutFailures * AllSources ? now + options.LockoutTime : null,
        };
    }

    public static IdentityRow AfterSuccess(IdentityRow row, DateTimeOffset now) =>
        row with { FailedSignIns = 0, LockedUntil = null, LastSignInAt = now };

    public static Dictionary<string, string[]> Check(NewIdentity identity, SecurityOptions options)
    {
        var errors = new Dictionary<string, string[]>();
        if (!NamePattern().IsMatch(identity.Name))
        {
            errors["name"] = ["Use 1 to 100 letters, digits, spaces and . _ - @ \\ +, starting with a letter or digit and not ending with a space."];
        }

        if (identity.Password is { } password) AddPasswordFaults(errors, password, identity.Name, options);
        AddRoleFaults(errors, identity.Roles);
        return errors;
    }

    public static Dictionary<string, string[]> Check(IdentityChange change, string name, SecurityOptions options)
    {
        var errors = new Dictionary<string, string[]>();
        if (change.Password is { } password) AddPasswordFaults(errors, password, name, options);
        if (change.Roles is { } roles) AddRoleFaults(errors, roles);
        return errors;
    }

    public static ImmutableArray<string> Canonical(IEnumerable<string> roles) =>
        [.. roles.Select(role => Roles.Canonical(role) ?? role).Distinct(StringComparer.OrdinalIgnoreCase)];

    public static bool Administers(bool enabled, IEnumerable<string> roles) =>
        enabled && roles.Contains(Roles.Administrator, StringComparer.OrdinalIgnoreCase);

    public static IdentityInfo ToInfo(IdentityRow row) => new()
    {
        Id = row.Id,
        Name = row.Name,
        Roles = row.Roles,
        Enabled = row.Enabled,
        HasPassword = row.PasswordHash is not null,
        LockedUntil = row.LockedUntil,
        CreatedAt = row.CreatedAt,
        LastSignInAt = row.LastSignInAt,
    };

    public static void AddPasswordFaults(Dictionary<string, string[]> errors, string password, string name, SecurityOptions options)
    {
        var faults = PasswordRules.Check(password, name, options.MinimumPasswordLength);
        if (faults.Length > 0) errors["password"] = faults;
    }

    public static void AddRoleFaults(Dictionary<string, string[]> errors, IEnumerable<string> roles)
    {
        var unknown = roles.Where(role => Roles.Canonical(role) is null).ToArray();
        if (unknown.Length > 0) errors["roles"] = [.. unknown.Select(role => $"There is no role '{role}'. Known: {string.Join(", ", Roles.All)}.")];
    }

    [GeneratedRegex(@"^[\p{L}\p{N}]([\p{L}\p{N}._@\\+ -]{0,98}[\p{L}\p{N}._@\\+-])?$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
