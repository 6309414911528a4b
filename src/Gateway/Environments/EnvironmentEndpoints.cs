using Microsoft.AspNetCore.Http.HttpResults;
using Universal.Gateway.Access;
using Universal.Scripts;
using static Universal.Security.Roles;

namespace Universal.Gateway.Environments;

/// <summary>An environment as the answering node has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Engine">What runs its scripts: Embedded or Pwsh for PowerShell, Program for anything else.</param>
/// <param name="Source">Where it comes from: BuiltIn, Repository or Configuration.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Version">Its version.</param>
/// <param name="Path">The program.</param>
/// <param name="Arguments">Arguments of the program.</param>
/// <param name="Modules">Modules that are imported before its scripts.</param>
/// <param name="Variables">Names of the variables that its scripts see.</param>
/// <param name="Available">Whether this node can run its scripts.</param>
/// <param name="Reason">Why not.</param>
internal sealed record EnvironmentModel(
    string Name, ScriptEngine Engine, EnvironmentSource Source, string? Description, string? Version, string? Path, IReadOnlyList<string> Arguments,
    IReadOnlyList<string> Modules, IReadOnlyList<string> Variables, bool Available, string? Reason)
{
    public static EnvironmentModel Of(EnvironmentInfo environment) => new(
        environment.Name, environment.Engine, environment.Source, environment.Description, environment.Version, environment.Path, environment.Arguments,
        environment.Modules, environment.Variables, environment.Unavailable is null, environment.Unavailable);
}

internal static class EnvironmentEndpoints
{
    public static RouteGroupBuilder MapEnvironments(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/environment").WithTags("Environments");
        group.MapGet("", List).WithName("ListEnvironments").AllowWithJobs(Administrator, Operator, Execute, Reader)
            .WithSummary("Environments of the answering node by name, also those that it cannot run");
        return group;
    }

    private static async Task<Ok<EnvironmentModel[]>> List(IGrainFactory grains) =>
        TypedResults.Ok((await grains.GetGrain<IEnvironmentsGrain>(0).List()).Select(EnvironmentModel.Of).ToArray());
}
