using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Universal.Gateway.Status;

namespace Universal.Gateway.Access;

/// <summary>Registration of who may do what.</summary>
internal static class AccessServices
{
    public const string CookieScheme = "Session";
    public const string CookieName = "universal";
    private const string EitherScheme = "Either";

    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        // The same name on every node, or a cookie of one is nothing to the next.
        services.AddDataProtection().SetApplicationName("Universal");
        services.AddSingleton<SessionEvents>();
        services.AddSingleton<KnownDevice>();
        services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, null, scheme => scheme.ForwardDefaultSelector =
                context => context.Request.Path.StartsWithSegments(StatusEndpoints.Path, StringComparison.OrdinalIgnoreCase) ? StrangerAuthenticationHandler.Scheme : SchemeOf(context))
            .AddScheme<AuthenticationSchemeOptions, StrangerAuthenticationHandler>(StrangerAuthenticationHandler.Scheme, null)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthenticationHandler>(TokenAuthenticationHandler.Scheme, null)
            .AddCookie(CookieScheme, cookie =>
            {
                cookie.Cookie.Name = CookieName;
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                cookie.SlidingExpiration = true;
                cookie.EventsType = typeof(SessionEvents);
            });
        services.AddOptions<CookieAuthenticationOptions>(CookieScheme)
            .Configure<IOptions<GatewayOptions>>((cookie, gateway) => cookie.ExpireTimeSpan = gateway.Value.SessionLifetime);
        services.AddSingleton<IAuthorizationHandler, RouteAccessHandler>();
        services.AddAuthorizationBuilder().AddPolicy(RouteAccessExtensions.Policy, policy => policy
            .RequireAuthenticatedUser()
            .AddRequirements(new RouteAccessRequirement()));
        return services;
    }

    /// <summary>The scheme of the credentials that a request brings.</summary>
    public static string SchemeOf(HttpContext context) => TokenAuthenticationHandler.IsPresent(context.Request) ? TokenAuthenticationHandler.Scheme : CookieScheme;
}
