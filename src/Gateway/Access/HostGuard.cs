using System.Net;
using Microsoft.Extensions.Options;
using Universal.Gateway.Errors;
using Universal.Gateway.Status;

namespace Universal.Gateway.Access;

/// <summary>
/// Refuses names in the header <c>Host</c> that are not configured: a page that lets its name point here could use the browser's cookies and read the answers.
/// Load balancers ask for the status by address, and jobs call the node's own address, so those stay open.
/// </summary>
internal sealed class HostGuard(RequestDelegate next, IOptions<GatewayOptions> options, IConfiguration configuration)
{
    private readonly string? _own = Uri.TryCreate(configuration["Node:Url"], UriKind.Absolute, out var url) ? url.Host.Trim('[', ']') : null;

    public Task InvokeAsync(HttpContext context)
    {
        if (options.Value.AllowedHosts.Count == 0 || context.Request.Path.StartsWithSegments(StatusEndpoints.Path, StringComparison.OrdinalIgnoreCase) || IsAllowed(context.Request.Host.Host.Trim('[', ']'))) return next(context);
        return Problems.WriteAsync(
            context, StatusCodes.Status400BadRequest, "host_not_allowed", "This node is not called by that name. Use one of Gateway:AllowedHosts, or add it there.");
    }

    private bool IsAllowed(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address))
        || host.Equals(_own, StringComparison.OrdinalIgnoreCase) || options.Value.AllowedHosts.Any(allowed => Matches(host, allowed));

    private static bool Matches(string host, string allowed) => allowed.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase) && host.Length > allowed.Length - 1
        : host.Equals(allowed, StringComparison.OrdinalIgnoreCase);
}
