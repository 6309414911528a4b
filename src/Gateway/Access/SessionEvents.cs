using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Net.Http.Headers;
using Universal.Security;

namespace Universal.Gateway.Access;

/// <summary>
/// Asks the identity's grain with every request whether the cookie's security stamp still holds, and takes the roles from its answer: a changed
/// password or role and a disabled identity count at once on every node. Answers with status codes, not with redirections.
/// </summary>
internal sealed class SessionEvents(IGrainFactory grains) : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var name = context.Principal?.Identity?.Name;
        var stamp = context.Principal?.FindFirstValue(UniversalClaims.Stamp);
        var session = context.Principal?.FindFirstValue(UniversalClaims.Session);
        if (name is not null && stamp is not null && await PrincipalOfAsync(name, stamp, session) is { } principal)
        {
            context.HttpContext.Features.Set(new CredentialCheck($"session/{session}/{stamp}/{name}", principal, () => PrincipalOfAsync(name, stamp, session)));
            context.ReplacePrincipal(principal);
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(context.Scheme.Name);
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return Status(context, StatusCodes.Status401Unauthorized);
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) =>
        Status(context, StatusCodes.Status403Forbidden);

    private async Task<ClaimsPrincipal?> PrincipalOfAsync(string name, string stamp, string? session)
    {
        if (session is not null && await grains.GetGrain<ISessionGrain>(SessionKeys.For(session)).IsEnded()) return null;
        return await grains.GetGrain<IIdentityGrain>(IdentityKeys.For(name)).CheckSession(stamp) is { } identity ? Principals.OfSession(identity, stamp, session) : null;
    }

    private static Task Status(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
