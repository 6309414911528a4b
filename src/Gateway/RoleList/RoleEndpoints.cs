using Microsoft.AspNetCore.Http.HttpResults;
using Universal.Gateway.Access;
using Universal.Security;
using static Universal.Security.Roles;

namespace Universal.Gateway.RoleList;

/// <summary>A role.</summary>
internal sealed record RoleModel(long Id, string Name, string Description, bool BuiltIn);

internal static class RoleEndpoints
{
    public static RouteGroupBuilder MapRoles(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/role").WithTags("Roles");
        group.MapGet("", List).WithName("ListRoles").Allow(Administrator, Operator, Execute, Reader).WithSummary("All roles");
        return group;
    }

    private static async Task<Ok<RoleModel[]>> List(IGrainFactory grains)
    {
        var roles = await grains.GetGrain<IRolesGrain>(0).List();
        return TypedResults.Ok(roles.Select(role => new RoleModel(role.Id, role.Name, role.Description, role.BuiltIn)).ToArray());
    }
}
