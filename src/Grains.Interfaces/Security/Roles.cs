using System.Collections.Immutable;

namespace Universal.Security;

/// <summary>The built-in roles and what each includes. Names are compared without regard to letter case.</summary>
public static class Roles
{
    /// <summary>May do everything.</summary>
    public const string Administrator = "Administrator";

    /// <summary>Scripts, all jobs, and maintenance of nodes; not identities or settings.</summary>
    public const string Operator = "Operator";

    /// <summary>Runs scripts and sees the jobs that it asked for, with their descendants.</summary>
    public const string Execute = "Execute";

    /// <summary>Sees scripts, all jobs and nodes; changes nothing.</summary>
    public const string Reader = "Reader";

    /// <summary>Uses apps; of the platform it sees only its own profile.</summary>
    public const string User = "User";

    /// <summary>The built-in roles, the mightiest first.</summary>
    public static ImmutableArray<string> All { get; } = [Administrator, Operator, Execute, Reader, User];

    /// <summary>Whether somebody with the roles <paramref name="held"/> may act as <paramref name="wanted"/>.</summary>
    /// <example><c>Covers(["Operator"], "Reader")</c> is true, <c>Covers(["Execute"], "Reader")</c> is false: a reader sees jobs of others.</example>
    public static bool Covers(IEnumerable<string> held, string wanted)
    {
        foreach (var role in held)
        {
            if (Same(role, wanted) || Same(role, Administrator)) return true;
            if (Same(wanted, User) && All.Contains(role, StringComparer.OrdinalIgnoreCase)) return true;
            if (Same(role, Operator) && (Same(wanted, Execute) || Same(wanted, Reader))) return true;
        }

        return false;
    }

    /// <summary>The roles of <paramref name="scope"/> that somebody with the roles <paramref name="held"/> may act as.</summary>
    public static IReadOnlyList<string> Within(IReadOnlyList<string> scope, IReadOnlyList<string> held) =>
        [.. scope.Where(role => Covers(held, role))];

    /// <summary>The name as it is written in <see cref="All"/>, or null when there is no such role.</summary>
    public static string? Canonical(string name) => All.FirstOrDefault(role => Same(role, name));

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
