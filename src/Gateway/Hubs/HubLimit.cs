using Microsoft.Extensions.Options;
using Universal.Gateway.Access;
using Universal.Gateway.Errors;

namespace Universal.Gateway.Hubs;

/// <summary>Limits the connections of the hub that one identity has to this node: 429 before a web socket is opened.</summary>
internal sealed class HubLimit(RequestDelegate next, LiveLimits limits, IOptions<GatewayOptions> options)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(HubServices.Path, StringComparison.OrdinalIgnoreCase) || context.User.Identity?.IsAuthenticated != true)
        {
            await next(context);
            return;
        }

        using var place = limits.Take("hub", Caller.Of(context), options.Value.HubConnectionsPerIdentity);
        if (place is not null) await next(context);
        else await Problems.WriteAsync(
            context, StatusCodes.Status429TooManyRequests, "too_many",
            $"You have {options.Value.HubConnectionsPerIdentity} connections to the hub of this node (Gateway:HubConnectionsPerIdentity). Close one.");
    }
}
