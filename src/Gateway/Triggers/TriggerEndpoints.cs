using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Universal.Gateway.Access;
using Universal.Gateway.Audit;
using Universal.Gateway.Catalogue;
using Universal.Gateway.Errors;
using Universal.Gateway.Scripts;
using Universal.Triggers;
using static Universal.Security.Roles;

namespace Universal.Gateway.Triggers;

/// <summary>Triggers, as the answering node's catalogue has them, and the deliveries of their webhooks.</summary>
internal static class TriggerEndpoints
{
    public static RouteGroupBuilder MapTriggers(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/trigger").WithTags("Triggers");
        group.MapGet("", List).WithName("ListTriggers").AllowWithJobs(Administrator, Operator, Reader)
            .WithSummary("Triggers by name; the header X-Total-Count says how many there are in all");
        group.MapGet("/{id:long}", Get).WithName("GetTrigger").AllowWithJobs(Administrator, Operator, Reader)
            .WithSummary("A trigger");
        group.MapPost("", Declare).WithName("CreateTrigger").Allow(Administrator).ProducesProblem(409)
            .WithSummary("Declares a trigger in the repository, which must be followed two-way or push-only; in force when the remote and then the nodes have it");
        group.MapPut("/{id:long}", Change).WithName("ChangeTrigger").Allow(Administrator).ProducesProblem(409)
            .WithSummary("Changes a trigger's declaration in the same way; what is not said stays. One with a webhook is a 409: its address may be secret");
        group.MapDelete("/{id:long}", Remove).WithName("DeleteTrigger").Allow(Administrator).ProducesProblem(409)
            .WithSummary("Takes a trigger's declaration out of the repository, in the same way");
        group.MapGet("/{id:long}/delivery", ListDeliveries).WithName("ListWebhookDeliveries").Allow(Administrator, Operator, Reader)
            .WithSummary("Deliveries of a trigger's webhook, newest first");
        group.MapPost("/delivery/{id:long}/retry", Retry).WithName("RetryWebhookDelivery").Allow(Administrator, Operator)
            .WithSummary("Sends a delivery once more, at once, whatever became of it");
        return group;
    }

    private static async Task<Results<Ok<TriggerModel[]>, ValidationProblem>> List(
        IGrainFactory grains, HttpResponse response, string? search, int skip = 0, int take = Paging.MaxTake)
    {
        if (Paging.Check(take, Paging.MaxTake, skip, "skip") is { } invalid) return invalid;
        var page = await Triggers(grains).List(search, skip, take);
        response.Headers[ScriptEndpoints.TotalHeader] = page.Total.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Ok(page.Triggers.Select(TriggerModel.Of).ToArray());
    }

    private static async Task<Results<Ok<TriggerModel>, NotFound>> Get(long id, IGrainFactory grains) =>
        await Triggers(grains).Get(id) is { } trigger ? TypedResults.Ok(TriggerModel.Of(trigger)) : TypedResults.NotFound();

    private static async Task<Results<Ok<TriggerModel>, NotFound, ValidationProblem, ProblemHttpResult>> Declare(
        JsonElement body, IGrainFactory grains, Caller caller, DeclarationAnswers answers) => await answers.ChangedAsync(
        await Triggers(grains).Declare(body.GetRawText(), caller.Name!), "trigger.create", trigger => trigger.Name, TriggerModel.Of, caller);

    private static async Task<Results<Ok<TriggerModel>, NotFound, ValidationProblem, ProblemHttpResult>> Change(
        long id, JsonElement body, IGrainFactory grains, Caller caller, DeclarationAnswers answers) => await answers.ChangedAsync(
        await Triggers(grains).Change(id, body.GetRawText(), caller.Name!), "trigger.change", trigger => trigger.Name, TriggerModel.Of, caller);

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Remove(long id, IGrainFactory grains, Caller caller, DeclarationAnswers answers) =>
        await answers.RemovedAsync(await Triggers(grains).Remove(id, caller.Name!), "trigger.remove", trigger => trigger.Name, caller);

    private static async Task<Results<Ok<WebhookDeliveryModel[]>, NotFound, ValidationProblem>> ListDeliveries(
        long id, IGrainFactory grains, long? before = null, int take = Paging.DefaultTake)
    {
        if (Paging.Check(take, Paging.MaxTake, before, "before") is { } invalid) return invalid;
        return await Triggers(grains).ListDeliveries(id, before, take) is { } deliveries
            ? TypedResults.Ok(deliveries.Select(WebhookDeliveryModel.Of).ToArray())
            : TypedResults.NotFound();
    }

    private static async Task<Results<Ok<WebhookDeliveryModel>, NotFound>> Retry(long id, IGrainFactory grains, Caller caller, AuditTrail audit)
    {
        if (await Triggers(grains).Retry(id) is not { } delivery) return TypedResults.NotFound();
        await audit.WriteAsync(caller, "webhook.retry", id.ToString(CultureInfo.InvariantCulture), delivery.Trigger);
        return TypedResults.Ok(WebhookDeliveryModel.Of(delivery));
    }

    private static ITriggersGrain Triggers(IGrainFactory grains) => grains.GetGrain<ITriggersGrain>(0);
}
