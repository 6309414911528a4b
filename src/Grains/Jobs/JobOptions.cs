using Microsoft.Extensions.Options;

namespace Universal.Grains.Jobs;

/// <summary>Section <c>Jobs</c> of the configuration.</summary>
public sealed class JobOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Jobs";

    /// <summary>How long a script may take to stop once its job is canceled or over its time-out, before it is killed. Default 10 s.</summary>
    public TimeSpan CancelGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How much output of one attempt of a job is kept, in bytes of UTF-8. What comes after is read and dropped, with a mark. Default 16 MiB, at least 4 KiB.</summary>
    public long MaxOutputBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How long output gathers before it is stored, after the first of it was stored at once. Default 100 ms.</summary>
    public TimeSpan OutputDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How long a job for a node or for tags waits while no online node can take it, before it ends as failed. Jobs for any node wait without limit.
    /// Default 1 h.
    /// </summary>
    public TimeSpan UnroutableDeadline { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long a job waits that every node which is online could not start, when that may pass (a full disk) or a node is away that may have what the
    /// others lack. Then it ends as failed, or is retried by its policy. What no node has ends it at once. Default 1 min.
    /// </summary>
    public TimeSpan RefusalDeadline { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long finished jobs are kept. Default 30 days. Empty: for ever.</summary>
    public TimeSpan? KeepFor { get; set; } = TimeSpan.FromDays(30);
}

/// <summary>Finds every fault of <see cref="JobOptions"/>.</summary>
internal sealed class JobOptionsValidator : IValidateOptions<JobOptions>
{
    public ValidateOptionsResult Validate(string? name, JobOptions options)
    {
        List<string> faults = [];
        if (options.CancelGrace < TimeSpan.Zero || options.CancelGrace > TimeSpan.FromHours(1)) faults.Add("Jobs:CancelGrace must be between 0 and 1 hour.");
        if (options.MaxOutputBytes < 4096) faults.Add("Jobs:MaxOutputBytes must be at least 4096.");
        if (options.OutputDelay < TimeSpan.Zero || options.OutputDelay > TimeSpan.FromSeconds(10)) faults.Add("Jobs:OutputDelay must be between 0 and 10 seconds.");
        if (options.UnroutableDeadline < TimeSpan.FromSeconds(1)) faults.Add("Jobs:UnroutableDeadline must be at least 1 second.");
        if (options.RefusalDeadline < TimeSpan.FromSeconds(1)) faults.Add("Jobs:RefusalDeadline must be at least 1 second.");
        if (options.KeepFor is { } keep && keep < TimeSpan.FromMinutes(1)) faults.Add("Jobs:KeepFor must be at least 1 minute, or empty to keep jobs for ever.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
