using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Universal.Gateway.Access;
using Universal.Gateway.Audit;
using Universal.Gateway.Errors;
using Universal.Security;
using static Universal.Security.Roles;

namespace Universal.Gateway.SignIn;

/// <summary>Body of <c>POST /api/v1/signin</c>.</summary>
internal sealed record SignInModel(string Username, string Password);

/// <summary>Body of <c>PUT /api/v1/me/password</c>.</summary>
internal sealed record PasswordChangeModel(string CurrentPassword, string NewPassword);

/// <summary>Who is signed in.</summary>
/// <param name="Id">Number of the identity.</param>
/// <param name="Name">Its name.</param>
/// <param name="Roles">The roles in effect for this session or token.</param>
internal sealed record ProfileModel(long? Id, string? Name, IReadOnlyList<string> Roles);

internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/signin", SignIn).WithName("SignIn").WithTags("Sign-in").AllowAnonymous()
            .ProducesProblem(401).ProducesProblem(429)
            .WithSummary("Signs in with name and password: sets the session cookie, which is good on every node");
        routes.MapPost("/signout", SignOut).WithName("SignOut").WithTags("Sign-in").Allow(Administrator, Operator, Execute, Reader, User)
            .WithSummary("Ends this session: its cookie, and every copy of it, is good on no node any more");
        routes.MapGet("/me", Profile).WithName("GetProfile").WithTags("Sign-in").AllowWithJobs(Administrator, Operator, Execute, Reader, User)
            .WithSummary("Who is signed in, with the roles in effect");
        routes.MapPut("/me/password", ChangePassword).WithName("ChangePassword").WithTags("Sign-in")
            .Allow(Administrator, Operator, Execute, Reader, User).ProducesProblem(403).ProducesProblem(429)
            .WithSummary("Changes your own password, in a session; ends all other sessions");
        routes.MapPost("/me/signout", SignOutEverywhere).WithName("SignOutEverywhere").WithTags("Sign-in")
            .Allow(Administrator, Operator, Execute, Reader, User).ProducesProblem(403)
            .WithSummary("Ends all sessions of yours, on every node, from within one; app tokens stay");
    }

    private static async Task<Results<Ok<ProfileModel>, ProblemHttpResult>> SignIn(
        SignInModel body, HttpContext http, IGrainFactory grains, SignInLimiter limiter, KnownDevice devices, Caller caller)
    {
        var name = body.Username ?? "";
        if (limiter.Take(caller.Address, name) is { } after) return TooMany(http, after);
        if (name.Length is 0 or > 100 || body.Password is null) return Refused();
        var result = await grains.GetGrain<IIdentityGrain>(IdentityKeys.For(name)).SignIn(body.Password, caller.Origin with { Device = devices.Find(http, name) });
        if (result.Session is not { } session) return Refused();
        await BeginAsync(http, grains, session);
        devices.Remember(http, session.Identity.Name);
        return TypedResults.Ok(new ProfileModel(session.Identity.Id, session.Identity.Name, session.Identity.Roles));
    }

    private static async Task BeginAsync(HttpContext http, IGrainFactory grains, IdentitySession session)
    {
        var id = Guid.NewGuid().ToString("N");
        // In memory from now on, it is good also while the database is away.
        await grains.GetGrain<ISessionGrain>(SessionKeys.For(id)).IsEnded();
        await http.SignInAsync(AccessServices.CookieScheme, Principals.OfSession(session.Identity, session.Stamp, id));
    }

    private static async Task<NoContent> SignOut(HttpContext http, IGrainFactory grains, AuditTrail audit, Caller caller)
    {
        if (http.User.FindFirstValue(UniversalClaims.Session) is { } session) await grains.GetGrain<ISessionGrain>(SessionKeys.For(session)).End();
        await audit.WriteAsync(caller, "signout", caller.Name);
        await http.SignOutAsync(AccessServices.CookieScheme);
        return TypedResults.NoContent();
    }

    private static Ok<ProfileModel> Profile(Caller caller) => TypedResults.Ok(new ProfileModel(caller.IdentityId, caller.Name, caller.Roles));

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> ChangePassword(
        PasswordChangeModel body, HttpContext http, IGrainFactory grains, SignInLimiter limiter, Caller caller)
    {
        if (!caller.IsSession) return Problems.SessionRequired("A password is changed in a session");
        if (limiter.Take(caller.Address, caller.Name!) is { } after) return TooMany(http, after);
        if (body.CurrentPassword is null || body.NewPassword is null) return Problems.Invalid("newPassword", "Give the present and the new password.");
        var grain = grains.GetGrain<IIdentityGrain>(IdentityKeys.For(caller.Name!));
        var result = await grain.ChangePassword(body.CurrentPassword, body.NewPassword, caller.Origin);
        if (result.Status != IdentityOperationStatus.Done) return Problems.Invalid(result.Errors);

        // The change ended every session, this one too: whoever made it stays signed in.
        if ((await grain.SignIn(body.NewPassword, caller.Origin)).Session is { } session)
            await BeginAsync(http, grains, session);

        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SignOutEverywhere(HttpContext http, IGrainFactory grains, Caller caller)
    {
        if (!caller.IsSession) return Problems.SessionRequired("Sessions are ended from within one");
        await grains.GetGrain<IIdentityGrain>(IdentityKeys.For(caller.Name!)).EndSessions(caller.Origin);
        await http.SignOutAsync(AccessServices.CookieScheme);
        return TypedResults.NoContent();
    }

    // One answer for an unknown name, a wrong password, a disabled identity and a locked-out one: none of it is for strangers to know.
    private static ProblemHttpResult Refused() => Problems.Of(
        401, "sign_in_failed", "Name or password is wrong, or the identity is disabled or locked out after too many failures.");

    private static ProblemHttpResult TooMany(HttpContext http, TimeSpan after)
    {
        http.Response.Headers.RetryAfter = ((int)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Problems.Of(429, "too_many", "Too many attempts from this address. Wait a minute.");
    }
}
