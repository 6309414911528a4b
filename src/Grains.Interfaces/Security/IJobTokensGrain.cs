using Universal.Calls;

namespace Universal.Security;

/// <summary>Who the token of a running job stands for.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Attempt">The attempt that it was granted for.</param>
/// <param name="Identity">Who asked for the job.</param>
[GenerateSerializer, Immutable, Alias("universal.JobTokenHolder")]
public sealed record JobTokenHolder([property: Id(0)] long JobId, [property: Id(1)] int Attempt, [property: Id(2)] string? Identity);

/// <summary>
/// Tokens of running jobs: what a script uses to call the platform. They are not stored. Each is good only while its attempt holds the lease of
/// its job, so it ends with the attempt on every node at once. Key 0; runs on whatever node is asked.
/// </summary>
[Alias("universal.IJobTokensGrain")]
public interface IJobTokensGrain : IGrainWithIntegerKey
{
    /// <summary>Grants the token of an attempt. Costs no access to the database.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="attempt">The attempt that holds its lease.</param>
    /// <param name="identity">Who asked for the job; null: the platform itself.</param>
    /// <param name="lifetime">When it ends at the latest, should the attempt last longer.</param>
    [Alias("Grant")] Task<string> Grant(long jobId, int attempt, string? identity, TimeSpan lifetime);

    /// <summary>Who a token stands for; null when it is forged or expired, its attempt does not hold the lease (any more), or its identity is disabled or gone.</summary>
    [Alias("Check"), Repeatable] Task<JobTokenHolder?> Check(string token);
}
