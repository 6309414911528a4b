using System.Globalization;
using System.Reflection;
using System.Security.Claims;
using Universal.Gateway.Status;
using Universal.Security;

namespace Universal.Gateway.Access;

/// <summary>Claims of our own.</summary>
internal static class UniversalClaims
{
    /// <summary>Number of the identity.</summary>
    public const string Identity = "universal:identity";

    /// <summary>Number of the job whose token it is.</summary>
    public const string Job = "universal:job";

    /// <summary>Number of the app token that was used.</summary>
    public const string Token = "universal:token";

    /// <summary>The identity's security stamp, in cookies.</summary>
    public const string Stamp = "universal:stamp";

    /// <summary>Id of the session, in cookies.</summary>
    public const string Session = "universal:session";
}

/// <summary>Who calls, bound from the request.</summary>
/// <param name="Name">Name of the identity; null: nobody signed in, or a job that nobody in particular asked for.</param>
/// <param name="IdentityId">Number of the identity.</param>
/// <param name="Roles">The roles in effect.</param>
/// <param name="JobId">The job, when its token was used.</param>
/// <param name="Address">The caller's network address.</param>
/// <param name="Node">This node.</param>
/// <param name="TokenId">The app token that was used; null: none was.</param>
internal sealed record Caller(string? Name, long? IdentityId, IReadOnlyList<string> Roles, long? JobId, string? Address, string Node, long? TokenId = null)
{
    /// <summary>Whether somebody signed in, rather than a token was used.</summary>
    public bool IsSession => Name is not null && JobId is null && TokenId is null;

    /// <summary>For the audit log.</summary>
    public RequestOrigin Origin => new(JobId is { } job ? $"{Name ?? "system"} (job {job})" : Name, Address, Node);

    /// <summary>Whether all jobs may be seen, or only those of the caller and their descendants.</summary>
    public bool SeesAllJobs => JobId is null && (Is(Universal.Security.Roles.Operator) || Is(Universal.Security.Roles.Reader));

    /// <summary>Whether the roles in effect cover <paramref name="role"/>.</summary>
    public bool Is(string role) => Universal.Security.Roles.Covers(Roles, role);

    /// <summary>Whether the caller is that identity.</summary>
    public bool IsIdentity(string? name) => Name is not null && Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo _) => ValueTask.FromResult<Caller?>(Of(context));

    public static Caller Of(HttpContext context)
    {
        var user = context.User;
        return new(
            user.Identity?.Name,
            Number(user, UniversalClaims.Identity),
            [.. user.FindAll(ClaimTypes.Role).Select(claim => claim.Value)],
            Number(user, UniversalClaims.Job),
            context.Connection.RemoteIpAddress?.ToString(),
            context.RequestServices.GetRequiredService<INodeStatus>().Node,
            Number(user, UniversalClaims.Token));
    }

    private static long? Number(ClaimsPrincipal user, string type) =>
        user.FindFirstValue(type) is { } value ? long.Parse(value, CultureInfo.InvariantCulture) : null;
}
