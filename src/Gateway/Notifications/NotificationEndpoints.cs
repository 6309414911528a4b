using Microsoft.AspNetCore.Http.HttpResults;
using Universal.Gateway.Access;
using Universal.Gateway.Audit;
using Universal.Gateway.Errors;
using Universal.Notifications;
using static Universal.Security.Roles;

namespace Universal.Gateway.Notifications;

internal static class NotificationEndpoints
{
    public static RouteGroupBuilder MapNotifications(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/notification").WithTags("Notifications");
        group.MapGet("", List).WithName("ListNotifications").Allow(Administrator, Operator, Reader)
            .WithSummary("Notifications, newest first, with whether you have read them");
        group.MapGet("/unread", Unread).WithName("CountUnreadNotifications").Allow(Administrator, Operator, Reader).WithSummary("How many you have not read");
        group.MapPost("", Create).WithName("CreateNotification").AllowWithJobs(Administrator, Operator)
            .WithSummary("Raises a notification: it is stored, and told to everybody who listens; a repeat with the same key is counted");
        group.MapPost("/{id:long}/read", Read).WithName("ReadNotification").Allow(Administrator, Operator, Reader)
            .WithSummary("Marks a notification as read by you; a repeat is harmless");
        group.MapPost("/read", ReadAll).WithName("ReadAllNotifications").Allow(Administrator, Operator, Reader)
            .WithSummary("Marks all notifications as read by you, or those up to a number; a repeat is harmless");
        group.MapDelete("/{id:long}", Delete).WithName("DeleteNotification").Allow(Administrator).WithSummary("Deletes a notification, for everybody");
        return group;
    }

    private static async Task<Results<Ok<NotificationPageModel>, ValidationProblem>> List(
        Caller caller, IGrainFactory grains, long? before, NotificationLevel? level, bool unread = false, int take = Paging.DefaultTake)
    {
        if (Paging.Check(take, Paging.MaxTake, before, "before") is { } invalid) return invalid;
        var page = await Notifications(grains).List(new NotificationQuery(Account(caller), before, take, level, unread));
        return TypedResults.Ok(new NotificationPageModel([.. page.Select(NotificationModel.Of)], page.Count == take ? page[^1].Id : null));
    }

    private static async Task<Ok<UnreadCountModel>> Unread(Caller caller, IGrainFactory grains) =>
        TypedResults.Ok(new UnreadCountModel(await Notifications(grains).CountUnread(Account(caller))));

    private static async Task<Results<Created<NotificationModel>, ValidationProblem>> Create(
        NotificationBody body, Caller caller, IGrainFactory grains, AuditTrail audit)
    {
        if (body.Faults() is { Count: > 0 } faults) return Problems.Invalid(faults);
        var stored = await Notifications(grains).Create(new NewNotification
        {
            Level = body.Level,
            Title = body.Title!,
            Message = body.Message,
            Source = caller.JobId is { } job ? $"job {job}" : caller.Name,
            Key = body.Key is { } key ? NotificationBody.KeyPrefix + key : null,
            KeepFor = body.KeepFor,
        });
        await audit.WriteAsync(caller, "notification.create", $"{stored.Id}");
        return TypedResults.Created($"/api/v1/notification/{stored.Id}", NotificationModel.Of(stored));
    }

    private static async Task<Results<NoContent, NotFound>> Read(long id, Caller caller, IGrainFactory grains) =>
        await Notifications(grains).MarkRead(Account(caller), id) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<NoContent> ReadAll(NotificationsReadBody? body, Caller caller, IGrainFactory grains)
    {
        await Notifications(grains).MarkAllRead(Account(caller), body?.Through);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound>> Delete(long id, Caller caller, IGrainFactory grains, AuditTrail audit)
    {
        if (!await Notifications(grains).Delete(id)) return TypedResults.NotFound();
        await audit.WriteAsync(caller, "notification.delete", $"{id}");
        return TypedResults.NoContent();
    }

    private static INotificationsGrain Notifications(IGrainFactory grains) => grains.GetGrain<INotificationsGrain>(0);

    // Only jobs have no identity, and these routes are not for them.
    private static long Account(Caller caller) => caller.IdentityId!.Value;
}
