using System.Security.Cryptography;
using System.Text;
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
                IdempotencyKey = key.Length > 0 ? KeyFor(caller, key) : request.IdempotencyKey,
            },
            cancellationToken);
        if (result is { Status: CreateJobStatus.Created, Job: { } job } && caller.JobId is null)
        {
            await audit.WriteJoinedAsync(caller, "job.create", $"{job.Id} {job.Script}");
        }

        return result;
    }

    // Keys are unique per identity. Within a job they are the job's own: another job's key, guessed or met by chance, would give away a job outside of the tree.
    // What gets longer than a stored key may be is replaced by its hash.
    private static string KeyFor(Caller caller, string key)
    {
        if (caller.JobId is not { } job) return key;
        var own = $"job/{job}/{key}";
        return own.Length <= MaxIdempotencyKey ? own : $"job/{job}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";
    }

    /// <summary>The faults by the names that the caller gave: where the job runs is asked for as <c>computer</c>. Not given, it is the script's own target.</summary>
    public static IReadOnlyDictionary<string, string[]> FaultsOf(CreateJobResult result, string? computer) => string.IsNullOrWhiteSpace(computer)
        ? result.Errors
        : result.Errors.ToDictionary(fault => fault.Key == "target" ? "computer" : fault.Key, fault => fault.Value);

    public static CreateJobResult Invalid(string field, string fault) =>
        new(CreateJobStatus.Invalid, null, new Dictionary<string, string[]> { [field] = [fault] });

    /// <summary>The answer in PSU's form: the job's bare number.</summary>
    public static Results<Ok<long>, NotFound, ValidationProblem> AnswerNumber(CreateJobResult result, string? computer) => result.Status switch
    {
        CreateJobStatus.Created or CreateJobStatus.Existing => TypedResults.Ok(result.Job!.Id),
        CreateJobStatus.UnknownScript => TypedResults.NotFound(),
        _ => Problems.Invalid(FaultsOf(result, computer)),
    };
}
