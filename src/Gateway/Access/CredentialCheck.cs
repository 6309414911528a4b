using System.Security.Claims;

namespace Universal.Gateway.Access;

/// <summary>Tells of a request that lasts whether its token or session is still good. Set by whoever authenticated it.</summary>
internal sealed class CredentialCheck(ClaimsPrincipal atFirst, Func<Task<ClaimsPrincipal?>> readAgain)
{
    /// <summary>Whether the caller would be let in with the same roles now.</summary>
    public async Task<bool> HoldsAsync() => await readAgain() is { } now && RolesOf(now).SetEquals(RolesOf(atFirst));

    private static HashSet<string> RolesOf(ClaimsPrincipal principal) => [.. principal.FindAll(ClaimTypes.Role).Select(claim => claim.Value)];
}
