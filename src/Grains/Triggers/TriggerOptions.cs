using Microsoft.Extensions.Options;

namespace Universal.Grains.Triggers;

/// <summary>Triggers and the webhooks that they call. Section <c>Triggers</c> of the configuration.</summary>
public sealed class TriggerOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Triggers";

    /// <summary>How many triggers may start one another in a row, when they say that they do. What would be one more is logged and not started. Default 5, 1 to 100.</summary>
    public int MaxDepth { get; set; } = 5;

    /// <summary>How many events a node takes per minute of each kind that strangers can cause: revoked tokens, API errors, refused tokens. More are counted in the log and start nothing. Default 60.</summary>
    public int MaxEventsPerMinute { get; set; } = 60;

    /// <summary>How far back the jobs are looked at, after the death of a node and at the start, whose triggers may not have been started. Default 10 min.</summary>
    public TimeSpan RecoveryWindow { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the receiver of a webhook may take. Default 10 s.</summary>
    public TimeSpan WebhookTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a webhook is tried again before it is given up. Default 1 day.</summary>
    public TimeSpan WebhookGiveUp { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long deliveries of webhooks are kept once they were taken or given up. Default 7 days.</summary>
    public TimeSpan KeepDeliveries { get; set; } = TimeSpan.FromDays(7);
}

/// <summary>Finds every fault of <see cref="TriggerOptions"/> at once.</summary>
internal sealed class TriggerOptionsValidator : IValidateOptions<TriggerOptions>
{
    public ValidateOptionsResult Validate(string? name, TriggerOptions options)
    {
        var faults = new List<string>();
        if (options.MaxDepth is < 1 or > 100) faults.Add("Triggers:MaxDepth must be 1 to 100.");
        if (options.MaxEventsPerMinute is < 1 or > 100_000) faults.Add("Triggers:MaxEventsPerMinute must be 1 to 100000.");
        Between("RecoveryWindow", options.RecoveryWindow, TimeSpan.FromSeconds(30), TimeSpan.FromHours(6));
        Between("WebhookTimeout", options.WebhookTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5));
        Between("WebhookGiveUp", options.WebhookGiveUp, TimeSpan.Zero, TimeSpan.FromDays(30));
        Between("KeepDeliveries", options.KeepDeliveries, TimeSpan.FromMinutes(1), TimeSpan.FromDays(3650));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Between(string option, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most) faults.Add($"Triggers:{option} must be between {least} and {most}.");
        }
    }
}
