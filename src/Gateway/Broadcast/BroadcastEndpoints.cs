using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Universal.Broadcast;
using Universal.Gateway.Access;
using Universal.Gateway.Audit;
using Universal.Gateway.Errors;
using static Universal.Security.Roles;

namespace Universal.Gateway.Broadcast;

internal static class BroadcastEndpoints
{
    private const long MaxBody = 64 * 1024;

    public static RouteGroupBuilder MapBroadcast(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/broadcast").WithTags("Broadcast");
        group.MapPost("", Send).WithName("Broadcast").AllowWithJobs(Administrator, Operator).WithMetadata(new RequestSizeLimitAttribute(MaxBody))
            .WithSummary("Shows a toast to everybody who is connected, on whatever node; answers when every node has it, after 2 s at most; a repeat is shown again");
        return group;
    }

    private static async Task<Results<Ok<BroadcastResultModel>, ValidationProblem>> Send(BroadcastBody body, Caller caller, IGrainFactory grains, AuditTrail audit)
    {
        if (body.Faults() is { Count: > 0 } faults) return Problems.Invalid(faults);
        // Who broadcasts is recorded before; what it says is not.
        await audit.WriteAsync(caller, "broadcast", "toasts", body.Audience?.ToString());
        var outcome = await grains.GetGrain<IBroadcastGrain>(0).Send(body.ToContent());
        return TypedResults.Ok(new BroadcastResultModel(outcome.Nodes, outcome.Gateways, outcome.Missed));
    }
}
