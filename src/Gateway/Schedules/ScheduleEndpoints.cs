using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Universal.Gateway.Access;
using Universal.Gateway.Audit;
using Universal.Gateway.Catalogue;
using Universal.Gateway.Errors;
using Universal.Gateway.Scripts;
using Universal.Schedules;
using static Universal.Security.Roles;

namespace Universal.Gateway.Schedules;

internal static class ScheduleEndpoints
{
    private const int MaxNext = 100;

    public static RouteGroupBuilder MapSchedules(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/schedule").WithTags("Schedules");
        group.MapGet("", List).WithName("ListSchedules").AllowWithJobs(Administrator, Operator, Reader)
            .WithSummary("Schedules by name; the header X-Total-Count says how many there are in all");
        group.MapGet("/{id:long}", Get).WithName("GetSchedule").AllowWithJobs(Administrator, Operator, Reader).WithSummary("A schedule by its number");
        group.MapGet("/{id:long}/next", Next).WithName("GetScheduleNext").AllowWithJobs(Administrator, Operator, Reader)
            .WithSummary("The next times at which a schedule is due, 10 unless asked for 1 to 100");
        group.MapGet("/{id:long}/occurrence", Occurrences).WithName("ListScheduleOccurrences").AllowWithJobs(Administrator, Operator, Reader)
            .WithSummary("What became of the times at which a schedule was due, newest first; go on with the last dueTime as before");
        group.MapPost("/{id:long}/paused", SetPaused).WithName("SetSchedulePaused").Allow(Administrator, Operator)
            .WithSummary("Pauses a schedule for the whole cluster, or resumes it; what passes meanwhile is not made up for. A repeat is harmless");
        group.MapPost("", Declare).WithName("CreateSchedule").Allow(Administrator).ProducesProblem(409)
            .WithSummary("Declares a schedule in the repository, which must be followed two-way or push-only; in force when the remote and then the nodes have it");
        group.MapDelete("/{id:long}", Remove).WithName("RemoveSchedule").Allow(Administrator).ProducesProblem(409)
            .WithSummary("Takes a schedule's declaration out of the repository, in the same way");
        return group;
    }

    private static async Task<Results<Ok<ScheduleModel>, NotFound, ValidationProblem, ProblemHttpResult>> Declare(
        JsonElement body, IGrainFactory grains, Caller caller, DeclarationAnswers answers) => await answers.ChangedAsync(
        await Schedules(grains).Declare(body.GetRawText(), caller.Name!), "schedule.create", schedule => schedule.Name,
        schedule => ScheduleModel.Of(new ScheduleInfo { Definition = schedule, Paused = schedule.Paused }), caller);

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Remove(long id, IGrainFactory grains, Caller caller, DeclarationAnswers answers) =>
        await answers.RemovedAsync(await Schedules(grains).Remove(Text(id), caller.Name!), "schedule.remove", schedule => schedule.Name, caller);

    private static async Task<Results<Ok<ScheduleModel[]>, ValidationProblem>> List(
        IGrainFactory grains, HttpResponse response, string? search, string? script, int skip = 0, int take = Paging.MaxTake)
    {
        if (Paging.Check(take, Paging.MaxTake, skip, "skip") is { } invalid) return invalid;
        var page = await Schedules(grains).List(search, script, skip, take);
        response.Headers[ScriptEndpoints.TotalHeader] = page.Total.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Ok(page.Schedules.Select(ScheduleModel.Of).ToArray());
    }

    private static async Task<Results<Ok<ScheduleModel>, NotFound>> Get(long id, IGrainFactory grains) =>
        await Schedules(grains).Find(Text(id)) is { } schedule ? TypedResults.Ok(ScheduleModel.Of(schedule)) : TypedResults.NotFound();

    private static async Task<Results<Ok<IReadOnlyList<DateTimeOffset>>, NotFound, ValidationProblem>> Next(long id, IGrainFactory grains, int count = 10)
    {
        if (count is < 1 or > MaxNext) return Problems.Invalid("count", $"Ask for 1 to {MaxNext}.");
        return await Schedules(grains).Next(Text(id), count) is { } times ? TypedResults.Ok(times) : TypedResults.NotFound();
    }

    private static async Task<Results<Ok<OccurrenceModel[]>, NotFound, ValidationProblem>> Occurrences(
        long id, IGrainFactory grains, DateTimeOffset? before = null, int take = Paging.DefaultTake)
    {
        if (Paging.Check(take, Paging.MaxTake, null, "before") is { } invalid) return invalid;
        return await Schedules(grains).ListOccurrences(Text(id), before, take) is { } page
            ? TypedResults.Ok(page.Select(OccurrenceModel.Of).ToArray())
            : TypedResults.NotFound();
    }

    private static async Task<Results<Ok<ScheduleModel>, NotFound>> SetPaused(long id, PausedModel body, IGrainFactory grains, Caller caller, AuditTrail audit)
    {
        if (!await Schedules(grains).SetPaused(Text(id), body.Paused, caller.Name)) return TypedResults.NotFound();
        var schedule = await Schedules(grains).Find(Text(id));
        await audit.WriteAsync(caller, body.Paused ? "schedule.pause" : "schedule.resume", schedule?.Definition.Name);
        return schedule is null ? TypedResults.NotFound() : TypedResults.Ok(ScheduleModel.Of(schedule));
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static ISchedulesGrain Schedules(IGrainFactory grains) => grains.GetGrain<ISchedulesGrain>(0);
}
