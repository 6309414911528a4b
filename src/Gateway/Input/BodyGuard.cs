using System.Text;
using Microsoft.Net.Http.Headers;
using Universal.Gateway.Errors;

namespace Universal.Gateway.Input;

/// <summary>
/// Looks at what a request says about its body before a route is chosen. A body of no bytes is no body, whatever its type: Windows PowerShell 5.1 and
/// <c>curl -d ''</c> send a form type with nothing in it, which would find no route. What no route could read is refused with the reason.
/// </summary>
internal sealed class BodyGuard(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        // Of a body that may be read, the first byte is left for later: with it the limit of its size is fixed, and the route has one of its own.
        if (!EmptyBody.CanBeOther(context) || (request.ContentLength is null && !request.HasJsonContentType() && await EmptyBody.IsAsync(context)))
        {
            request.Headers.ContentType = default;
            EmptyBody.Mark(context);
        }
        else if (FaultOf(request) is { } fault)
        {
            await Problems.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, "media_type", fault);
            return;
        }

        await next(context);
    }

    private static string? FaultOf(HttpRequest request)
    {
        if (request.Headers.ContentEncoding is [{ Length: > 0 } encoding, ..] && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            return "Send the body without Content-Encoding.";
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.Charset.HasValue) return null;
        var charset = HeaderUtilities.RemoveQuotes(type.Charset);
        return IsKnown(charset.Value!) ? null : "The charset of Content-Type is not known here. Send the body as UTF-8: application/json; charset=utf-8.";
    }

    private static bool IsKnown(string charset)
    {
        try
        {
            return Encoding.GetEncoding(charset) is not null;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            // NotSupportedException is that of UTF-7.
            return false;
        }
    }
}
