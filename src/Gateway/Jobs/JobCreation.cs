using Microsoft.AspNetCore.Http.HttpResults;
using Universal.Gateway.Access;
using Universal.Gateway.Audit;
using Universal.Gateway.Errors;
using Universal.Jobs;

namespace Universal.Gateway.Jobs;

/// <summary>Creates jobs for callers, for every form of request that can.</summary>
internal sealed class JobCreation(IGrainFactory grains, AuditTrail audit)
{
    public const string IdempotencyHeader = "Idempotency-Key";
    private const int MaxIdempotencyKey = 200;

    /// <summary>Asks for the job. The caller's identity, its job, and the request's <c>Idempotency-Key</c> override what the request says of them.</summary>
    public async Task<CreateJobResult> CreateAsync(JobRequest request, Caller caller, HttpRequest http, CancellationToken cancellationToken)
    {
        var key = http.Headers[IdempotencyHeader].ToString();
        if (key.Length > MaxIdempotencyKey)
        {
            return Invalid(IdempotencyHeader, $"Use at most {MaxIdempotencyKey} characters.");
        }

        var result = await grains.GetGrain<IJobsGrain>(0).Create(
            request with
            {
                Identity = caller.Name,
                Manual = true,
                Roles = caller.Roles,
                ParentId = caller.JobId ?? request.ParentId,
                IdempotencyKey = key.Length > 0 ? key : request.IdempotencyKey,
            },
            cancellationToken);
        if (result is { Status: CreateJobStatus.Created, Job: { } job } && caller.JobId is null)
        {
            await audit.WriteJoinedAsync(caller, "job.create", $"{job.Id} {job.Script}");
        }

        return result;
    }

    public static CreateJobResult Invalid(string field, string fault) =>
        new(CreateJobStatus.Invalid, null, new Dictionary<string, string[]> { [field] = [fault] });

    /// <summary>The answer in PSU's form: the job's bare number.</summary>
    public static Results<Ok<long>, NotFound, ValidationProblem> AnswerNumber(CreateJobResult result) => result.Status switch
    {
        CreateJobStatus.Created or CreateJobStatus.Existing => TypedResults.Ok(result.Job!.Id),
        CreateJobStatus.UnknownScript => TypedResults.NotFound(),
        _ => Problems.Invalid(result.Errors),
    };
}
