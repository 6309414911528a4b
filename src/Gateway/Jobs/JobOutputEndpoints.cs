using System.Net.ServerSentEvents;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Universal.Gateway.Access;
using Universal.Gateway.Errors;
using Universal.Jobs;
using static Universal.Security.Roles;

namespace Universal.Gateway.Jobs;

internal static class JobOutputEndpoints
{
    private const int MaxTake = 5000;
    private const int LogRecords = 5000;

    public static void MapOutput(this RouteGroupBuilder group)
    {
        group.MapGet("/{id:long}/output", Read).WithName("ReadJobOutput").AllowWithJobs(Administrator, Operator, Execute, Reader)
            .WithSummary("Output of a job of every stream, from a sequence number on");
        group.MapGet("/{id:long}/log", Log).WithName("ReadJobLog").AllowWithJobs(Administrator, Operator, Execute, Reader)
            .Produces<string>(200, "text/plain")
            .WithSummary("Output of a job as one text: with Accept: text/plain the whole as plain text, otherwise JSON with at most its first 5,000 records");
        group.MapGet("/{id:long}/output/live", Live).WithName("FollowJobOutput").AllowWithJobs(Administrator, Operator, Execute, Reader).ProducesProblem(429)
            .WithSummary("Output of a job as server-sent events, stored and new, until it ends; resumes by Last-Event-ID on any node");
    }

    private static async Task<Results<Ok<JobOutputPageModel>, NotFound, ValidationProblem>> Read(
        long id, Caller caller, JobAccess access, IGrainFactory grains, CancellationToken cancellationToken, long from = 1, int take = 1000)
    {
        if (Paging.Check(take, MaxTake, from, "from") is { } invalid) return invalid;
        if (await access.FindAsync(caller, id, cancellationToken) is null) return TypedResults.NotFound();
        return await grains.GetGrain<IJobsGrain>(0).ReadOutput(id, from, take, cancellationToken) is { } page
            ? TypedResults.Ok(new JobOutputPageModel([.. page.Records.Select(JobOutputModel.Of)], page.NextFrom, page.Ended))
            : TypedResults.NotFound();
    }

    private static async Task<Results<Ok<JobLogModel>, PushStreamHttpResult, NotFound>> Log(
        long id, Caller caller, JobAccess access, IGrainFactory grains, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await access.FindAsync(caller, id, cancellationToken) is null) return TypedResults.NotFound();
        if (await grains.GetGrain<IJobsGrain>(0).ReadOutput(id, 1, LogRecords, cancellationToken) is not { } page) return TypedResults.NotFound();
        if (PrefersText(request)) return TypedResults.Stream(body => WriteTextAsync(body, id, page, grains, cancellationToken), "text/plain; charset=utf-8");
        var log = new StringBuilder();
        foreach (var record in page.Records.Where(IsShown)) log.Append(record.Text).Append('\n');
        return TypedResults.Ok(new JobLogModel(id, log.ToString(), page.Records.Count == LogRecords));
    }

    // An object without a text of its own is shown by the text of an earlier one.
    private static bool IsShown(JobOutput record) => record.Text.Length > 0 || record.Data is null;

    // JSON unless plain text is asked for: clients that name both, or anything, get what they always got.
    private static bool PrefersText(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        var text = Quality("text/plain");
        return text > 0 && text > Quality("application/json");

        double Quality(string type) => accepted.Where(item => item.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)).Select(item => item.Quality ?? 1).DefaultIfEmpty(0).Max();
    }

    private static async Task WriteTextAsync(Stream body, long id, JobOutputPage? page, IGrainFactory grains, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        while (page is { Records.Count: > 0 })
        {
            foreach (var record in page.Records.Where(IsShown)) await writer.WriteLineAsync(record.Text.AsMemory(), cancellationToken);
            page = await grains.GetGrain<IJobsGrain>(0).ReadOutput(id, page.NextFrom, LogRecords, cancellationToken);
        }
    }

    private static async Task<Results<ServerSentEventsResult<object>, NotFound, ValidationProblem, ProblemHttpResult>> Live(
        long id, Caller caller, JobAccess access, JobFollower follower, LiveLimits limits, IOptions<GatewayOptions> options, HttpContext http, CancellationToken cancellationToken,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId, long from = 1)
    {
        if (!string.IsNullOrEmpty(lastEventId))
        {
            if (!long.TryParse(lastEventId, out var last)) return Problems.Invalid("Last-Event-ID", "It is the id of an output event.");
            from = last + 1;
        }

        if (from < 0) return Problems.Invalid("from", "It cannot be negative.");
        if (await access.FindAsync(caller, id, cancellationToken) is not { } job) return TypedResults.NotFound();

        if (limits.Take("stream", caller, options.Value.LiveStreamsPerIdentity) is not { } place)
            return Problems.Of(429, "too_many", $"You have {options.Value.LiveStreamsPerIdentity} live streams open on this node (Gateway:LiveStreamsPerIdentity). Close one.");
        http.Response.RegisterForDispose(place);

        // nginx would keep the events back until its buffer is full.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(follower.FollowAsync(job, Math.Max(from, 1), http.Features.GetRequiredFeature<CredentialCheck>(), cancellationToken));
    }
}
