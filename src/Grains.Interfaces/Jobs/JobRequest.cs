using Universal.Calls;

namespace Universal.Jobs;

/// <summary>Asks for a job.</summary>
[GenerateSerializer, Immutable, Alias("universal.JobRequest")]
public sealed record JobRequest : IRepeatableRequest
{
    /// <summary>The script: its path in the repository, its name, or its number.</summary>
    [Id(0)] public required string Script { get; init; }

    /// <summary>The parameters as a JSON object. Null: none.</summary>
    [Id(1)] public string? Parameters { get; init; }

    /// <summary>Environment to use instead of the script's own.</summary>
    [Id(2)] public string? Environment { get; init; }

    /// <summary>Which nodes may run it. Null: what the script says, otherwise any.</summary>
    [Id(3)] public JobTarget? Target { get; init; }

    /// <summary>Priority instead of the script's own, -1000 to 1000. Higher goes first.</summary>
    [Id(4)] public int? Priority { get; init; }

    /// <summary>Time-out of one attempt instead of the script's own.</summary>
    [Id(5)] public TimeSpan? Timeout { get; init; }

    /// <summary>At most 200 characters. A second request with the same key and identity gives the job of the first.</summary>
    [Id(6)] public string? IdempotencyKey { get; init; }

    /// <summary>Who asks. The gateway sets it from the sign-in.</summary>
    [Id(7)] public string? Identity { get; init; }

    /// <summary>The job that asks, when a job does.</summary>
    [Id(8)] public long? ParentId { get; init; }

    /// <summary>Name of a credential variable to run as. Refused where the operating system cannot do it, which so far is everywhere; <c>Default</c> is the node's own account.</summary>
    [Id(9)] public string? Credential { get; init; }

    /// <summary>Whether a person, or a program on its behalf, asks and not a schedule or trigger. The gateway sets it. Scripts can refuse that.</summary>
    [Id(10)] public bool Manual { get; init; }

    /// <summary>The caller's roles: a script that names roles is unknown to callers without one of them. Null (default): not limited by roles.</summary>
    [Id(11)] public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>With an idempotency key.</summary>
    bool IRepeatableRequest.IsRepeatable => IdempotencyKey is not null;
}

/// <summary>Outcome of asking for a job.</summary>
[GenerateSerializer, Alias("universal.CreateJobStatus")]
public enum CreateJobStatus
{
    /// <summary>The job was created and is stored.</summary>
    Created = 0,

    /// <summary>A job with the same idempotency key existed; it is returned and nothing was created.</summary>
    Existing = 1,

    /// <summary>No script of that path, name or number.</summary>
    UnknownScript = 2,

    /// <summary>A value of the request is wrong; <see cref="CreateJobResult.Errors"/> says which and what to change.</summary>
    Invalid = 3,
}

/// <summary>Outcome of asking for a job.</summary>
/// <param name="Status">What happened.</param>
/// <param name="Job">The job, when there is one.</param>
/// <param name="Errors">Faults by the name of the field or parameter (<c>parameters.NAME</c>).</param>
[GenerateSerializer, Immutable, Alias("universal.CreateJobResult")]
public sealed record CreateJobResult(
    [property: Id(0)] CreateJobStatus Status,
    [property: Id(1)] JobRecord? Job,
    [property: Id(2)] IReadOnlyDictionary<string, string[]> Errors);
