using Microsoft.Extensions.Options;
using Universal.Gateway.Errors;

namespace Universal.Gateway.Status;

/// <summary>
/// While a node stops, lets connections end: each answer closes its own, so that none is left over when the port closes. Once the node refuses requests,
/// everything but the status is answered 503 with the word for balancers to ask another node.
/// </summary>
internal sealed class DrainGuard(RequestDelegate next, INodeStatus status, IOptions<GatewayOptions> options)
{
    public Task InvokeAsync(HttpContext context)
    {
        var current = status.Current;
        if (current.State == NodeStatus.Stopping && EndsConnection(context.Request)) context.Response.Headers.Connection = "close";
        if (!current.RefuseRequests || context.Request.Path.StartsWithSegments(StatusEndpoints.Path, StringComparison.OrdinalIgnoreCase)) return next(context);
        var (code, detail) = current.State == NodeStatus.Starting
            ? ("starting", "This node has not started yet. Ask another one.")
            : ("draining", "This node takes no requests now. Ask another one.");
        return Problems.WriteUnavailableAsync(context, options.Value.RetryAfter, code, detail, otherNode: true);
    }

    // Later versions of HTTP have no such header, and a web socket's connection ends with the node.
    private static bool EndsConnection(HttpRequest request) => HttpProtocol.IsHttp11(request.Protocol) && request.Headers.Upgrade.Count == 0;
}
