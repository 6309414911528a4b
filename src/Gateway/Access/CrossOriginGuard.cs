using Microsoft.Extensions.Options;
using Universal.Gateway.Errors;

namespace Universal.Gateway.Access;

/// <summary>
/// Refuses requests that change something, carry no bearer token, and come from a page of another origin: a browser would add the cookie of
/// whoever is signed in. Browsers say where such a request comes from; what says nothing is not a browser and has no cookies by accident.
/// </summary>
internal sealed class CrossOriginGuard(RequestDelegate next, IOptions<GatewayOptions> options)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!Changes(context) || TokenAuthenticationHandler.IsPresent(context.Request) || IsSameOrigin(context.Request)) return next(context);
        return Problems.WriteAsync(
            context, StatusCodes.Status403Forbidden, "cross_origin", "The request comes from a page of another origin. Use an app token, or add the origin to Gateway:AllowedOrigins.");
    }

    private static bool Changes(HttpContext context) =>
        !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method))
        || context.GetEndpoint()?.Metadata.GetMetadata<ChangesState>() is not null;

    private bool IsSameOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && options.Value.AllowedOrigins.Any(allowed => allowed.TrimEnd('/').Equals(origin, StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        // "none": typed into the address bar, or from a bookmark.
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0 && site is not ("same-origin" or "none")) return false;
        if (origin.Length == 0) return true;

        // The scheme is left out: a load balancer that ends TLS hides it.
        return Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(Authority(request), StringComparison.OrdinalIgnoreCase);
    }

    private static string Authority(HttpRequest request)
    {
        var host = request.Host;
        return host.Port is 80 or 443 ? host.Host : host.Value ?? "";
    }
}
