namespace Universal.Jobs;

/// <summary>
/// The rules a job lives by. Copied from its script when the job is created and stored with it, so a later change of the script
/// does not touch jobs that exist.
/// </summary>
[GenerateSerializer, Immutable, Alias("universal.JobPolicy")]
public sealed record JobPolicy
{
    /// <summary>The defaults of every property.</summary>
    public static JobPolicy Default { get; } = new();

    /// <summary>How long one attempt may run. Null (default): no limit.</summary>
    [Id(0)] public TimeSpan? Timeout { get; init; }

    /// <summary>What a lost node means for the job.</summary>
    [Id(1)] public NodeLossRule NodeLoss { get; init; } = NodeLossRule.Requeue;

    /// <summary>How many times a failed or timed-out attempt is tried again. Default 0.</summary>
    [Id(2)] public int Retries { get; init; }

    /// <summary>Delay before the first retry; doubled for each further one, with up to 20 % of jitter, at most <see cref="MaxRetryDelay"/>. Default 10 s.</summary>
    [Id(3)] public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest delay between retries. Default 10 min.</summary>
    [Id(4)] public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many jobs of the script may run at once in the whole cluster. 0 (default): no limit.</summary>
    [Id(5)] public int MaxConcurrent { get; init; }

    /// <summary>How many finished jobs of the script are kept. 0 (default): the cluster's retention alone decides.</summary>
    [Id(6)] public int KeepJobs { get; init; }

    /// <summary>How long finished jobs of the script are kept. Null (default): the cluster's retention alone decides.</summary>
    [Id(7)] public TimeSpan? KeepFor { get; init; }

    /// <summary>What an error that does not end the script does to it. Of PowerShell scripts. Default: it is written and counts.</summary>
    [Id(8)] public ScriptErrorAction ErrorAction { get; init; }

    /// <summary>Whether objects of PowerShell's success stream are dropped instead of stored. Default false.</summary>
    [Id(9)] public bool DiscardPipeline { get; init; }

    /// <summary>The folder that the script starts in, relative to the repository. Null (default): one of the attempt's own.</summary>
    [Id(10)] public string? WorkingDirectory { get; init; }

    /// <summary>Roles that may see and run the script and see its jobs, beside administrators. Null (default): every role that may run scripts.</summary>
    [Id(11)] public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Whether somebody with these roles may see the script and its jobs.</summary>
    public bool Allows(IReadOnlyCollection<string> roles) =>
        Roles is null || Roles.Any(role => Security.Roles.Covers(roles, role));
}
