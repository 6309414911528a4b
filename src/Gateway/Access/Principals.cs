using System.Globalization;
using System.Security.Claims;
using Universal.Security;

namespace Universal.Gateway.Access;

/// <summary>Makes principals of what the grains say of a session or token.</summary>
internal static class Principals
{
    /// <summary>A session. Its id is null of one that an earlier version began.</summary>
    public static ClaimsPrincipal OfSession(IdentityInfo identity, string stamp, string? session) => session is null
        ? Create(AccessServices.CookieScheme, identity.Name, identity.Id, identity.Roles, new Claim(UniversalClaims.Stamp, stamp))
        : Create(AccessServices.CookieScheme, identity.Name, identity.Id, identity.Roles, new Claim(UniversalClaims.Stamp, stamp), new Claim(UniversalClaims.Session, session));

    public static ClaimsPrincipal OfAppToken(AppTokenHolder holder) =>
        Create(TokenAuthenticationHandler.Scheme, holder.Identity.Name, holder.Identity.Id, holder.Roles, new Claim(UniversalClaims.Token, Text(holder.Token.Id)));

    public static ClaimsPrincipal OfJob(JobTokenHolder holder) =>
        Create(TokenAuthenticationHandler.Scheme, holder.Identity, null, [Roles.Execute], new Claim(UniversalClaims.Job, Text(holder.JobId)));

    private static ClaimsPrincipal Create(string scheme, string? name, long? id, IReadOnlyList<string> roles, params IEnumerable<Claim> further)
    {
        var claims = new List<Claim>(further);
        if (name is not null) claims.Add(new(ClaimTypes.Name, name));
        if (id is { } number) claims.Add(new(UniversalClaims.Identity, Text(number)));
        claims.AddRange(roles.Select(role => new Claim(ClaimTypes.Role, role)));
        return new(new ClaimsIdentity(claims, scheme));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
