using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Universal.Gateway.Access;
using Universal.Gateway.Audit;
using Universal.Gateway.Errors;
using Universal.Gateway.Scripts;
using Universal.Jobs;
using static Universal.Security.Roles;

namespace Universal.Gateway.Jobs;

/// <summary>Asks for a job.</summary>
internal sealed record NewJobModel
{
    /// <summary>The script: its path in the repository, its name or its number.</summary>
    public required string Script { get; init; }

    /// <summary>Its parameters, an object.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>Environment instead of the script's own.</summary>
    public string? Environment { get; init; }

    /// <summary>Where to run: a node's name, "All computers", any, all, node:NAME or tags:A,B.</summary>
    public string? Computer { get; init; }

    /// <summary>Priority instead of the script's own, -1000 to 1000.</summary>
    public int? Priority { get; init; }

    /// <summary>Time-out of one attempt instead of the script's own, hh:mm:ss.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>A job of yours that this one is to be a child of. The token of a job makes children of its job only.</summary>
    public long? ParentJobId { get; init; }

    /// <summary>Name of a stored credential to run as. Refused until the platform has stored credentials.</summary>
    public string? Credential { get; init; }
}

internal static class JobEndpoints
{
    public static RouteGroupBuilder MapJobs(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/job").WithTags("Jobs");
        group.MapPost("", Create).WithName("CreateJob").AllowWithJobs(Administrator, Operator, Execute).ProducesProblem(404)
            .WithSummary("Creates a job: 201 with the job, or 200 with the earlier job of the same Idempotency-Key");
        group.MapGet("", List).WithName("ListJobs").AllowWithJobs(Administrator, Operator, Execute, Reader)
            .WithSummary("Jobs, newest first; without the right to see all, your own");
        group.MapGet("/{id:long}", Get).WithName("GetJob").AllowWithJobs(Administrator, Operator, Execute, Reader).WithSummary("A job");
        group.MapDelete("/{id:long}", Cancel).WithName("CancelJob").AllowWithJobs(Administrator, Operator, Execute).ProducesProblem(409)
            .WithSummary("Cancels a job; it is Canceled only when its processes are gone; a repeat is harmless");
        group.MapPost("/{id:long}/cancel", Cancel).WithName("CancelJobByPost").AllowWithJobs(Administrator, Operator, Execute)
            .ProducesProblem(409).WithSummary("The same as DELETE");
        group.MapGet("/{id:long}/children", Children).WithName("ListJobChildren").AllowWithJobs(Administrator, Operator, Execute, Reader)
            .WithSummary("Jobs that this one started, newest first");
        group.MapGet("/{id:long}/feedback", Feedback).WithName("GetJobFeedback").AllowWithJobs(Administrator, Operator, Execute, Reader)
            .WithSummary("The open question of a job: a list of none or one");
        group.MapPost("/{id:long}/feedback", Answer).WithName("AnswerJobFeedback").AllowWithJobs(Administrator, Operator, Execute)
            .ProducesProblem(409).WithSummary("Answers the open question of a job");
        group.MapOutput();
        return group;
    }

    private static async Task<Results<Created<JobModel>, Ok<JobModel>, ValidationProblem, ProblemHttpResult>> Create(
        NewJobModel body, Caller caller, JobCreation creation, JobAccess access, HttpRequest http, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        if (string.IsNullOrWhiteSpace(body.Script)) errors["script"] = ["Name a script."];
        if (body.Parameters is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) }) errors["parameters"] = ["Give an object."];
        if (body.ParentJobId is { } parent && caller.JobId is null && await access.FindOwnAsync(caller, parent, cancellationToken) is null)
        {
            errors["parentJobId"] = ["There is no such job."];
        }

        if (errors.Count > 0) return Problems.Invalid(errors);
        var result = await creation.CreateAsync(
            new JobRequest
            {
                Script = body.Script,
                Parameters = body.Parameters is { ValueKind: JsonValueKind.Object } parameters ? parameters.GetRawText() : null,
                Environment = body.Environment,
                Target = JobTarget.ReadComputer(body.Computer),
                Priority = body.Priority,
                Timeout = body.Timeout,
                ParentId = body.ParentJobId,
                Credential = body.Credential,
            },
            caller, http, cancellationToken);
        return result.Status switch
        {
            CreateJobStatus.Created => TypedResults.Created($"/api/v1/job/{result.Job!.Id}", JobModel.Of(result.Job)),
            CreateJobStatus.Existing => TypedResults.Ok(JobModel.Of(result.Job!)),
            CreateJobStatus.UnknownScript => Problems.Of(404, "not_found", $"There is no script {body.Script}, or it is not yours to run. {BareAnswer.Undeclared}"),
            _ => Problems.Invalid(JobCreation.FaultsOf(result, body.Computer)),
        };
    }

    private static async Task<Results<Ok<JobPageModel>, ValidationProblem>> List(
        Caller caller, JobAccess access, IGrainFactory grains, CancellationToken cancellationToken,
        long? before, JobState[]? status, string? script, string? identity, string? computer, long? parentJobId, long? skip, int take = 50)
    {
        if (Paging.Check(take, JobQuery.MaxTake, before, "before") is { } invalid) return invalid;
        if (skip > 0) return Problems.Invalid("skip", "Pages are found by 'before': the last number of the page before. Skipping gets slower with each page.");
        var query = new JobQuery
        {
            Before = before, Take = take, States = status ?? [], Script = script, Identity = identity, Node = computer, ParentId = parentJobId,
        };
        if (!caller.SeesAllJobs)
        {
            // Of a job that may be seen all descendants may be; everything else is limited to what the caller asked for itself.
            var parent = parentJobId ?? caller.JobId;
            if (parent is { } of && await access.FindAsync(caller, of, cancellationToken) is null) return Empty();
            if (parent is null && identity is not null && !caller.IsIdentity(identity)) return Empty();
            query = query with { ParentId = parent, Identity = parent is null ? caller.Name : identity };
        }

        return TypedResults.Ok(JobPageModel.Of(await grains.GetGrain<IJobsGrain>(0).List(query, cancellationToken), job => JobAccess.MaySee(caller, job)));
    }

    private static async Task<Results<Ok<JobModel>, NotFound>> Get(long id, Caller caller, JobAccess access, CancellationToken cancellationToken) =>
        await access.FindAsync(caller, id, cancellationToken) is { } job ? TypedResults.Ok(JobModel.Of(job)) : TypedResults.NotFound();

    private static async Task<Results<Ok<JobModel>, NotFound, ProblemHttpResult>> Cancel(
        long id, Caller caller, JobAccess access, IGrainFactory grains, AuditTrail audit, CancellationToken cancellationToken)
    {
        if (await access.FindOwnAsync(caller, id, cancellationToken) is null) return TypedResults.NotFound();
        var grain = grains.GetGrain<IJobGrain>(id);
        var status = await grain.Cancel(caller.Origin.Identity);
        if (status == JobOperationStatus.Conflict) return Problems.Of(409, "job_ended", "The job has ended.");
        if (status == JobOperationStatus.NotFound || await grain.Get() is not { } job) return TypedResults.NotFound();
        await audit.WriteAsync(caller, "job.cancel", $"{id}");
        return TypedResults.Ok(JobModel.Of(job));
    }

    private static async Task<Results<Ok<JobPageModel>, NotFound, ValidationProblem>> Children(
        long id, Caller caller, JobAccess access, IGrainFactory grains, CancellationToken cancellationToken, long? before, int take = 50)
    {
        if (Paging.Check(take, JobQuery.MaxTake, before, "before") is { } invalid) return invalid;
        if (await access.FindAsync(caller, id, cancellationToken) is null) return TypedResults.NotFound();
        var query = new JobQuery { ParentId = id, Before = before, Take = take };
        return TypedResults.Ok(JobPageModel.Of(await grains.GetGrain<IJobsGrain>(0).List(query, cancellationToken), job => JobAccess.MaySee(caller, job)));
    }

    private static async Task<Results<Ok<JobFeedbackModel[]>, NotFound>> Feedback(
        long id, Caller caller, JobAccess access, CancellationToken cancellationToken)
    {
        if (await access.FindAsync(caller, id, cancellationToken) is not { } job) return TypedResults.NotFound();
        JobFeedbackModel[] open = job is { State: JobState.WaitingOnFeedback, Feedback: { } feedback } ? [JobFeedbackModel.Of(feedback)] : [];
        return TypedResults.Ok(open);
    }

    private static async Task<Results<NoContent, NotFound, ValidationProblem, ProblemHttpResult>> Answer(
        long id, JobAnswerModel body, Caller caller, JobAccess access, IGrainFactory grains, AuditTrail audit, CancellationToken cancellationToken)
    {
        if (body.Response is null) return Problems.Invalid("response", "Give an answer; it may be empty.");
        if (await access.FindOwnAsync(caller, id, cancellationToken) is null) return TypedResults.NotFound();
        var status = await grains.GetGrain<IJobGrain>(id).Answer(body.Id, body.Response);
        if (status == JobOperationStatus.NotFound) return TypedResults.NotFound();
        if (status == JobOperationStatus.Conflict) return Problems.Of(409, "not_open", "That question is not open (any more).");
        await audit.WriteAsync(caller, "job.answer", $"{id}", $"question {body.Id}");
        return TypedResults.NoContent();
    }

    private static Ok<JobPageModel> Empty() => TypedResults.Ok(new JobPageModel([], null));
}
