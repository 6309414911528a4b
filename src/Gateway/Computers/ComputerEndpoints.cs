using Microsoft.AspNetCore.Http.HttpResults;
using Universal.Gateway.Access;
using Universal.Gateway.Audit;
using Universal.Gateway.Errors;
using Universal.Nodes;
using static Universal.Security.Roles;

namespace Universal.Gateway.Computers;

/// <summary>A node of the cluster; PSU calls it a computer.</summary>
internal sealed record ComputerModel(
    string Name, NodeState Status, bool Maintenance, string MachineName, int ProcessId, string OperatingSystem, string User, string Version,
    string Url, IReadOnlyList<string> Tags, DateTimeOffset StartTime, int Slots, IReadOnlyList<long> RunningJobs, IReadOnlyList<string> Reasons, string? CatalogueHash)
{
    public static ComputerModel Of(NodeInfo node) => new(
        node.Name, node.State, node.Maintenance, node.Machine, node.ProcessId, node.OperatingSystem, node.User, node.Version, node.Url, node.Tags,
        node.StartedAt, node.Slots, node.RunningJobs, node.Reasons, node.CatalogueHash);
}

/// <summary>Body of <c>POST /api/v1/computer/{name}/maintenance</c>.</summary>
/// <param name="Enabled">True puts the node in maintenance, false takes it out.</param>
internal sealed record MaintenanceModel(bool Enabled);

internal static class ComputerEndpoints
{
    public static RouteGroupBuilder MapComputers(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/computer").WithTags("Computers");
        group.MapGet("", List).WithName("ListComputers").Allow(Administrator, Operator, Reader).WithSummary("Nodes of the cluster, by name");
        group.MapGet("/{name}", Get).WithName("GetComputer").Allow(Administrator, Operator, Reader).WithSummary("A node");
        group.MapPost("/{name}/maintenance", SetMaintenance).WithName("SetMaintenance").Allow(Administrator, Operator)
            .WithSummary("Puts a node in maintenance or takes it out, from any node; a repeat is harmless");
        group.MapDelete("/{name}", Remove).WithName("RemoveComputer").Allow(Administrator).ProducesProblem(409)
            .WithSummary("Forgets a node that is offline");
        return group;
    }

    private static async Task<Ok<ComputerModel[]>> List(IGrainFactory grains)
    {
        var nodes = await grains.GetGrain<INodesGrain>(0).List();
        return TypedResults.Ok(nodes.Select(ComputerModel.Of).ToArray());
    }

    private static async Task<Results<Ok<ComputerModel>, NotFound>> Get(string name, IGrainFactory grains) =>
        await Node(grains, name).Get() is { } node ? TypedResults.Ok(ComputerModel.Of(node)) : TypedResults.NotFound();

    private static async Task<Results<Ok<ComputerModel>, NotFound, ProblemHttpResult>> SetMaintenance(
        string name, MaintenanceModel body, IGrainFactory grains, Caller caller, AuditTrail audit)
    {
        var node = Node(grains, name);
        var status = await node.SetMaintenance(body.Enabled, caller.Name);
        if (status == NodeOperationStatus.NotFound) return TypedResults.NotFound();
        if (status == NodeOperationStatus.Conflict) return Problems.Of(409, "conflict", "The node's state does not allow it.");
        await audit.WriteAsync(caller, body.Enabled ? "node.maintenance.on" : "node.maintenance.off", name);
        return await node.Get() is { } changed ? TypedResults.Ok(ComputerModel.Of(changed)) : TypedResults.NotFound();
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Remove(
        string name, IGrainFactory grains, Caller caller, AuditTrail audit)
    {
        var status = await Node(grains, name).Remove();
        if (status == NodeOperationStatus.NotFound) return TypedResults.NotFound();
        if (status == NodeOperationStatus.Conflict) return Problems.Of(409, "node_alive", "The node is a member of the cluster. Stop it first.");
        await audit.WriteAsync(caller, "node.remove", name);
        return TypedResults.NoContent();
    }

    private static INodeGrain Node(IGrainFactory grains, string name) => grains.GetGrain<INodeGrain>(NodeKeys.For(name));
}
