using System.Reflection;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Universal.Gateway.Status;

/// <summary>What <c>GET /api/v1/status</c> answers.</summary>
/// <param name="Status">The state.</param>
/// <param name="Codes">Why: stable names for programs.</param>
/// <param name="Reasons">Why: one sentence each, for callers who are signed in. Empty for others, since they may name files.</param>
/// <param name="Node">Name of the node that answers.</param>
/// <param name="Version">Version of Universal.</param>
internal sealed record StatusModel(NodeStatus Status, IReadOnlyList<string> Codes, IReadOnlyList<string> Reasons, string Node, string Version);

internal static class StatusEndpoints
{
    public const string Path = "/api/v1/status";

    public static string Version { get; } = typeof(StatusEndpoints).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static RouteGroupBuilder MapStatus(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Status").AllowAnonymous();
        group.MapGet("/status", Read).WithName("GetStatus")
            .WithSummary("State of this node: 200 ready, 503 not ready or in maintenance, 500 configuration error or failed app; reasons for those who are signed in")
            .Produces<StatusModel>(500).Produces<StatusModel>(503);
        group.MapGet("/status/drain", Drain).WithName("GetDrain")
            .WithSummary("Check path for HAProxy's disable-on-404: 200 ready, 404 let connections end and send no new ones, 503 or 500 down")
            .Produces<StatusModel>(404).Produces<StatusModel>(500).Produces<StatusModel>(503);
        group.MapGet("/version", () => TypedResults.Ok(Version)).WithName("GetVersion").WithSummary("Version of Universal");
        return group;
    }

    private static Task<JsonHttpResult<StatusModel>> Read(INodeStatus status, HttpContext context) => AnswerAsync(status, context, draining: 503);

    private static Task<JsonHttpResult<StatusModel>> Drain(INodeStatus status, HttpContext context) => AnswerAsync(status, context, draining: 404);

    private static async Task<JsonHttpResult<StatusModel>> AnswerAsync(INodeStatus status, HttpContext context, int draining)
    {
        context.Response.Headers.CacheControl = "no-store";
        var current = status.Current;
        var code = current.State switch
        {
            NodeStatus.Online or NodeStatus.Degraded => 200,
            NodeStatus.Maintenance or NodeStatus.Stopping => draining,
            NodeStatus.Starting or NodeStatus.Unavailable => 503,
            _ => 500,
        };
        var isShown = current.Reasons.Count > 0 && await StatusCaller.IsSignedInAsync(context);
        var model = new StatusModel(
            current.State, [.. current.Reasons.Select(reason => reason.Code).Distinct()], isShown ? [.. current.Reasons.Select(reason => reason.Text)] : [], status.Node, Version);
        return TypedResults.Json(model, statusCode: code);
    }
}
