using Microsoft.AspNetCore.Http.HttpResults;
using Universal.Gateway.Access;
using Universal.Gateway.Errors;
using Universal.Gateway.Identities;
using Universal.Security;

namespace Universal.Gateway.Setup;

/// <summary>Body of <c>POST /api/v1/setup</c>: the first administrator.</summary>
internal sealed record SetupModel(string Username, string Password);

/// <summary>Whether the cluster waits for its first administrator.</summary>
internal sealed record SetupStateModel(bool Required);

internal static class SetupEndpoints
{
    public static RouteGroupBuilder MapSetup(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/setup").WithTags("Set-up").AllowAnonymous();
        group.MapGet("", Read).WithName("GetSetup").WithSummary("Whether the cluster waits for its first administrator");
        group.MapPost("", Create).WithName("Setup").ProducesProblem(409)
            .WithSummary("Creates the first administrator, while there is no identity; of two requests at once one wins");
        return group;
    }

    private static async Task<Ok<SetupStateModel>> Read(IGrainFactory grains) =>
        TypedResults.Ok(new SetupStateModel(!await grains.GetGrain<IIdentitiesGrain>(0).IsSetUp()));

    private static async Task<Results<Created<IdentityModel>, ValidationProblem, ProblemHttpResult>> Create(
        SetupModel body, IGrainFactory grains, Caller caller)
    {
        var administrator = new NewIdentity(body.Username ?? "", body.Password ?? "", [Roles.Administrator]);
        var result = await grains.GetGrain<IIdentitiesGrain>(0).CreateFirst(administrator, caller.Origin);
        return result.Status switch
        {
            IdentityOperationStatus.Done => TypedResults.Created($"/api/v1/identity/{result.Identity!.Id}", IdentityModel.Of(result.Identity)),
            IdentityOperationStatus.Conflict => Problems.Of(409, "already_set_up", "The cluster has been set up already."),
            // Under the name that the field has here.
            _ => Problems.Invalid(result.Errors.ToDictionary(error => error.Key == "name" ? "username" : error.Key, error => error.Value)),
        };
    }
}
