using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Universal.Gateway.Access;

namespace Universal.Gateway.Status;

/// <summary>
/// Who asks for the status. It is answered whatever happens to the database and the cluster, so requests for it pass the sign-in as strangers, and
/// their credentials are looked at only when there is something to show for them.
/// </summary>
internal static class StatusCaller
{
    /// <summary>Whether the caller is signed in. False also when that cannot be found out now.</summary>
    public static async Task<bool> IsSignedInAsync(HttpContext context)
    {
        // The status of a node that cannot start has no sign-in.
        if (context.RequestServices.GetService<IAuthenticationService>() is null) return false;
        try
        {
            return (await context.AuthenticateAsync(AccessServices.SchemeOf(context))).Succeeded;
        }
        catch (Exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            // The database or the node that knows the caller does not answer. The status itself needs neither.
            return false;
        }
    }
}

/// <summary>The sign-in of requests that are answered to everybody: it asks nobody, so it cannot fail.</summary>
internal sealed class StrangerAuthenticationHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "Stranger";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());
}
