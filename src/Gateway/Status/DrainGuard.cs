using System.Globalization;
using Microsoft.Extensions.Options;
using Universal.Gateway.Errors;

namespace Universal.Gateway.Status;

/// <summary>Answers 503 to everything but the status while the node refuses requests, so that a load balancer sends them to another one.</summary>
internal sealed class DrainGuard(RequestDelegate next, INodeStatus status, IOptions<GatewayOptions> options)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!status.Current.RefuseRequests || context.Request.Path.StartsWithSegments(StatusEndpoints.Path, StringComparison.OrdinalIgnoreCase)) return next(context);
        context.Response.Headers.RetryAfter = ((int)options.Value.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.Connection = "close";
        return Problems.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "draining", "This node takes no requests now. Ask another one.");
    }
}
