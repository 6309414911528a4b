using Microsoft.Extensions.Options;

namespace Universal.Grains.Schedules;

/// <summary>Section <c>Schedules</c> of the configuration.</summary>
public sealed class ScheduleOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Schedules";

    /// <summary>How late a schedule may be served before its misfire policy decides, 5 s to 1 day. Until then it simply runs late. Default 1 min.</summary>
    public TimeSpan MisfireAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long it is kept what became of each time that a schedule was due, 1 hour to 3,650 days. The last one of each schedule always stays. Default 30 days.</summary>
    public TimeSpan KeepOccurrences { get; set; } = TimeSpan.FromDays(30);
}

/// <summary>Finds every fault of <see cref="ScheduleOptions"/> at once.</summary>
internal sealed class ScheduleOptionsValidator : IValidateOptions<ScheduleOptions>
{
    public ValidateOptionsResult Validate(string? name, ScheduleOptions options)
    {
        var faults = new List<string>();
        if (options.MisfireAfter < TimeSpan.FromSeconds(5) || options.MisfireAfter > TimeSpan.FromDays(1)) faults.Add("Schedules:MisfireAfter must be 5 s to 1 day.");
        if (options.KeepOccurrences < TimeSpan.FromHours(1) || options.KeepOccurrences > TimeSpan.FromDays(3_650)) faults.Add("Schedules:KeepOccurrences must be 1 hour to 3,650 days.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
