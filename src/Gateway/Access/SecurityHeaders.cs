using System.Globalization;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Universal.Gateway.Status;

namespace Universal.Gateway.Access;

/// <summary>
/// Says with every answer what browsers must not make of it, and that what is behind the sign-in is not kept by anybody on the way. With the options it
/// sends http on to https.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next, IOptions<GatewayOptions> options)
{
    private const int HttpsStandardPort = 443;

    public Task InvokeAsync(HttpContext context)
    {
        // When the answer begins, so that those of errors, which begin anew, have them too.
        context.Response.OnStarting(static state =>
        {
            var (context, options) = ((HttpContext, GatewayOptions))state;
            Write(context, options);
            return Task.CompletedTask;
        }, (context, options.Value));
        if (options.Value.HttpsRedirection && !context.Request.IsHttps && !context.Request.Path.StartsWithSegments(StatusEndpoints.Path, StringComparison.OrdinalIgnoreCase)) return RedirectAsync(context);
        return next(context);
    }

    private static void Write(HttpContext context, GatewayOptions options)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = "frame-ancestors 'none'";
        if (headers.CacheControl.Count == 0 && (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || context.User.Identity?.IsAuthenticated == true)) headers.CacheControl = "no-store";
        if (options.Hsts is { } age && context.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=" + ((long)age.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }

    // 308 keeps method and body.
    private Task RedirectAsync(HttpContext context)
    {
        var request = context.Request;
        var port = options.Value.HttpsPort;
        var host = port == HttpsStandardPort ? new HostString(request.Host.Host) : new HostString(request.Host.Host, port);
        context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        context.Response.Headers[HeaderNames.Location] = $"https://{host.ToUriComponent()}{request.PathBase}{request.Path}{request.QueryString}";
        return Task.CompletedTask;
    }
}
