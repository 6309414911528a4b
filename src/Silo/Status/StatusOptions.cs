using Microsoft.Extensions.Options;

namespace Universal.Silo.Status;

/// <summary>What faults of the repository do to the status.</summary>
public enum RepositoryFaultPolicy
{
    /// <summary>200 with the state Degraded: everything else in the repository is in force.</summary>
    Degraded,

    /// <summary>500 as long as there is one.</summary>
    Fail,
}

/// <summary>Section <c>Status</c> of the configuration: which troubles take the node out of its load balancer.</summary>
public sealed class StatusOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Status";

    /// <summary>
    /// What errors in the repository do. Default <see cref="RepositoryFaultPolicy.Degraded"/>: one bad line must not take every node out of the load
    /// balancer at once.
    /// </summary>
    public RepositoryFaultPolicy RepositoryFaults { get; set; }

    /// <summary>How long the database may be away before the status turns to 503. Default 30 s: a short failover must not empty the load balancer.</summary>
    public TimeSpan DatabaseGrace { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>Reports every fault of <see cref="StatusOptions"/> at once.</summary>
internal sealed class StatusOptionsValidator : IValidateOptions<StatusOptions>
{
    public ValidateOptionsResult Validate(string? name, StatusOptions options)
    {
        var faults = new List<string>();
        if (!Enum.IsDefined(options.RepositoryFaults)) faults.Add("Status:RepositoryFaults must be Degraded or Fail.");
        if (options.DatabaseGrace < TimeSpan.Zero || options.DatabaseGrace > TimeSpan.FromHours(1)) faults.Add("Status:DatabaseGrace must be between 0 and 1 hour.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
