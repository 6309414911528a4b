using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Universal.Catalogue;
using Universal.Gateway.Access;
using Universal.Gateway.Errors;
using Universal.Gateway.Scripts;
using static Universal.Security.Roles;

namespace Universal.Gateway.Catalogue;

internal static class CatalogueEndpoints
{
    public static RouteGroupBuilder MapCatalogue(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/catalogue").WithTags("Catalogue");
        group.MapGet("", Get).WithName("GetCatalogue").Allow(Administrator, Operator, Reader)
            .WithSummary("What the configuration repository declares: hash, kinds and faults, as the answering node has it");
        group.MapGet("/{kind}", List).WithName("ListResources").Allow(Administrator, Operator, Reader)
            .WithSummary("Declared resources of a kind by name; the header X-Total-Count says how many there are in all");
        return group;
    }

    private static async Task<Ok<CatalogueModel>> Get(IGrainFactory grains) =>
        TypedResults.Ok(CatalogueModel.Of(await grains.GetGrain<ICatalogueGrain>(0).Summarize()));

    private static async Task<Results<Ok<ResourceModel[]>, NotFound, ValidationProblem>> List(
        string kind, IGrainFactory grains, Caller caller, HttpResponse response, string? search, int skip = 0, int take = Paging.MaxTake)
    {
        if (Paging.Check(take, Paging.MaxTake, skip, "skip") is { } invalid) return invalid;
        if (await grains.GetGrain<ICatalogueGrain>(0).ListFor(kind, search, skip, take, caller.Roles) is not { } page) return TypedResults.NotFound();
        response.Headers[ScriptEndpoints.TotalHeader] = page.Total.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Ok(page.Resources.Select(ResourceModel.Of).ToArray());
    }
}
