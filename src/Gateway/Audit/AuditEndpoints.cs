using Microsoft.AspNetCore.Http.HttpResults;
using Universal.Gateway.Access;
using Universal.Gateway.Errors;
using Universal.Security;

namespace Universal.Gateway.Audit;

/// <summary>A line of the audit log.</summary>
internal sealed record AuditModel(
    long Id, DateTimeOffset Time, string? Identity, string Action, string? Subject, string? Detail, string? Node, string? Address);

/// <summary>A page of the audit log, newest first.</summary>
/// <param name="Page">The lines.</param>
/// <param name="NextBefore">What to give as <c>before</c> for the next page; null: this was the last.</param>
internal sealed record AuditPageModel(IReadOnlyList<AuditModel> Page, long? NextBefore);

internal static class AuditEndpoints
{
    public static RouteGroupBuilder MapAudit(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/audit").WithTags("Audit");
        group.MapGet("", List).WithName("ListAudit").Allow(Roles.Administrator)
            .WithSummary("Audit log, newest first: who changed what, when, from where, on which node");
        return group;
    }

    private static async Task<Results<Ok<AuditPageModel>, ValidationProblem>> List(IGrainFactory grains, long? before, int take = Paging.DefaultTake)
    {
        if (Paging.Check(take, Paging.MaxTake, before, "before") is { } invalid) return invalid;
        var page = await grains.GetGrain<IAuditGrain>(0).List(before, take);
        return TypedResults.Ok(new AuditPageModel([.. page.Entries.Select(ToModel)], page.NextBefore));
    }

    private static AuditModel ToModel(AuditEntry entry) => new(
        entry.Id, entry.Time, entry.Origin.Identity, entry.Action, entry.Subject, entry.Detail, entry.Origin.Node, entry.Origin.Address);
}
