using System.Reflection;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Universal.Gateway.Status;

/// <summary>What <c>GET /api/v1/status</c> answers.</summary>
/// <param name="Status">The state.</param>
/// <param name="Reasons">Why: one sentence each.</param>
/// <param name="Node">Name of the node that answers.</param>
/// <param name="Version">Version of Universal.</param>
internal sealed record StatusModel(NodeStatus Status, IReadOnlyList<string> Reasons, string Node, string Version);

internal static class StatusEndpoints
{
    public const string Path = "/api/v1/status";

    public static string Version { get; } = typeof(StatusEndpoints).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static RouteGroupBuilder MapStatus(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Status").AllowAnonymous();
        group.MapGet("/status", Read).WithName("GetStatus")
            .WithSummary("State of this node: 200 ready, 503 starting, stopping or in maintenance, 500 configuration error or failed app")
            .Produces<StatusModel>(500).Produces<StatusModel>(503);
        group.MapGet("/status/drain", Drain).WithName("GetDrain")
            .WithSummary("Check path for HAProxy's disable-on-404: 200 ready, 404 let connections end and send no new ones, 503 or 500 down")
            .Produces<StatusModel>(404).Produces<StatusModel>(500).Produces<StatusModel>(503);
        group.MapGet("/version", () => TypedResults.Ok(Version)).WithName("GetVersion").WithSummary("Version of Universal");
        return group;
    }

    private static JsonHttpResult<StatusModel> Read(INodeStatus status, HttpResponse response) => Answer(status, response, draining: 503);

    private static JsonHttpResult<StatusModel> Drain(INodeStatus status, HttpResponse response) => Answer(status, response, draining: 404);

    private static JsonHttpResult<StatusModel> Answer(INodeStatus status, HttpResponse response, int draining)
    {
        response.Headers.CacheControl = "no-store";
        var current = status.Current;
        var code = current.State switch
        {
            NodeStatus.Online or NodeStatus.Degraded => 200,
            NodeStatus.Maintenance or NodeStatus.Stopping => draining,
            NodeStatus.Starting => 503,
            _ => 500,
        };
        return TypedResults.Json(new StatusModel(current.State, current.Reasons, status.Node, Version), statusCode: code);
    }
}
