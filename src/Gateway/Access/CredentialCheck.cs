using System.Security.Claims;

namespace Universal.Gateway.Access;

/// <summary>Tells of a request that lasts whether its token or session is still good. Set by whoever authenticated it.</summary>
/// <param name="key">The same for all requests with the same token or session.</param>
/// <param name="atFirst">Who was let in.</param>
/// <param name="readAgain">Who would be let in now; null: nobody.</param>
internal sealed class CredentialCheck(string key, ClaimsPrincipal atFirst, Func<Task<ClaimsPrincipal?>> readAgain)
{
    /// <summary>The same for all requests with the same token or session: one look tells of all of them.</summary>
    public string Key => key;

    /// <summary>Whether the caller would be let in with the same roles now.</summary>
    public async Task<bool> HoldsAsync() => await readAgain() is { } now && RolesOf(now).SetEquals(RolesOf(atFirst));

    private static HashSet<string> RolesOf(ClaimsPrincipal principal) => [.. principal.FindAll(ClaimTypes.Role).Select(claim => claim.Value)];
}
