using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Universal.Gateway.Triggers;
using Universal.Security;

namespace Universal.Gateway.Access;

/// <summary>
/// Reads <c>Authorization: Bearer</c> and asks the token's grain with every request, so that a revocation counts at once on every node.
/// Tokens in query strings are not read: they would end in logs.
/// </summary>
internal sealed class TokenAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IGrainFactory grains, ApiEvents events)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "Token";
    private const string Bearer = "Bearer ";

    // A protected job token is a few hundred characters; what is longer is not worth a look.
    private const int MaxLength = 2048;

    public static bool IsPresent(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsPresent(Request)) return AuthenticateResult.NoResult();
        var token = Request.Headers.Authorization.ToString()[Bearer.Length..].Trim();
        if (await PrincipalOfAsync(token) is not { } principal)
        {
            return AuthenticateResult.Fail("The token is unknown, expired or revoked, or its identity is disabled.");
        }

        Context.Features.Set(new CredentialCheck($"token/{AppTokenKeys.HashOf(token)}", principal, () => PrincipalOfAsync(token)));
        return AuthenticateResult.Success(new(principal, Scheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers[HeaderNames.WWWAuthenticate] = IsPresent(Request) ? "Bearer error=\"invalid_token\"" : "Bearer";
        // Who brings none may only have to sign in.
        if (IsPresent(Request)) events.Refused(Context);
        return Task.CompletedTask;
    }

    private async Task<ClaimsPrincipal?> PrincipalOfAsync(string token)
    {
        if (token.Length > MaxLength) return null;
        if (token.StartsWith(AppTokenKeys.JobPrefix, StringComparison.Ordinal))
        {
            return await grains.GetGrain<IJobTokensGrain>(0).Check(token) is { } job ? Principals.OfJob(job) : null;
        }

        if (!token.StartsWith(AppTokenKeys.Prefix, StringComparison.Ordinal)) return null;
        var grain = grains.GetGrain<IAppTokenGrain>(AppTokenKeys.For(AppTokenKeys.HashOf(token)));
        return await grain.Check() is { } holder ? Principals.OfAppToken(holder) : null;
    }
}
