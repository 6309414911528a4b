using Microsoft.Extensions.Options;

namespace Universal.Grains.Notifications;

/// <summary>Stored notifications. Section <c>Notifications</c> of the configuration.</summary>
public sealed class NotificationOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Notifications";

    /// <summary>How long a notification is kept, read or not, 1 min to 10 years. Default 30 days.</summary>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long after the first a repeat with the same key is counted instead of stored anew, 0 to 30 days. Default 10 min.</summary>
    public TimeSpan JoinWithin { get; set; } = TimeSpan.FromMinutes(10);
}

/// <summary>Finds every fault of <see cref="NotificationOptions"/> at once.</summary>
internal sealed class NotificationOptionsValidator : IValidateOptions<NotificationOptions>
{
    public ValidateOptionsResult Validate(string? name, NotificationOptions options)
    {
        var faults = new List<string>();
        if (options.KeepFor < TimeSpan.FromMinutes(1) || options.KeepFor > TimeSpan.FromDays(3660)) faults.Add("Notifications:KeepFor must be 1 min to 10 years.");
        if (options.JoinWithin < TimeSpan.Zero || options.JoinWithin > TimeSpan.FromDays(30)) faults.Add("Notifications:JoinWithin must be 0 to 30 days.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
