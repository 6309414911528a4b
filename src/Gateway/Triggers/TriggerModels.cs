using Universal.Triggers;

namespace Universal.Gateway.Triggers;

/// <summary>A trigger.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="EventType">The event that starts it.</param>
/// <param name="TriggerScript">Path of the script that it runs.</param>
/// <param name="Script">Only events of that script, by its path.</param>
/// <param name="Dashboard">Only events of that app.</param>
/// <param name="Computer">Only events of that node.</param>
/// <param name="Environment">Environment instead of the script's own.</param>
/// <param name="Delay">How many seconds after the event its script runs.</param>
/// <param name="Condition">Its PowerShell condition.</param>
/// <param name="Recursive">Whether jobs that triggers started start it too.</param>
/// <param name="Url">Scheme and host that its webhook goes to.</param>
/// <param name="Signed">Whether its webhook is signed.</param>
/// <param name="File">The file that declares it.</param>
/// <param name="Line">The line in that file.</param>
internal sealed record TriggerModel(
    long Id, string Name, TriggerEvent EventType, string? TriggerScript, string? Script, string? Dashboard, string? Computer, string? Environment, long Delay,
    string? Condition, bool Recursive, string? Url, bool Signed, string File, int? Line)
{
    public static TriggerModel Of(TriggerInfo trigger) => new(
        trigger.Id, trigger.Name, trigger.Event, trigger.TriggerScript, trigger.Script, trigger.Dashboard, trigger.Computer, trigger.Environment,
        (long)trigger.Delay.TotalSeconds, trigger.Condition, trigger.Recursive, trigger.WebhookTo, trigger.Signed, trigger.File, trigger.Line);
}

/// <summary>A delivery of a webhook.</summary>
/// <param name="Id">Its number, which the receiver finds in <c>X-Universal-Delivery</c>.</param>
/// <param name="Trigger">Name of the trigger.</param>
/// <param name="EventType">The kind of event.</param>
/// <param name="EventId">What the event is known by.</param>
/// <param name="Url">Scheme and host that it goes to.</param>
/// <param name="Status">Where it is in its life.</param>
/// <param name="Attempts">How often it was sent.</param>
/// <param name="NextTime">When it is sent next.</param>
/// <param name="ResponseStatus">The receiver's last status code.</param>
/// <param name="Error">Why it was not taken.</param>
/// <param name="CreatedTime">When the event was stored.</param>
/// <param name="ChangedTime">When it was last sent, or asked for again.</param>
internal sealed record WebhookDeliveryModel(
    long Id, string Trigger, TriggerEvent EventType, string EventId, string Url, WebhookState Status, int Attempts, DateTimeOffset? NextTime, int? ResponseStatus,
    string? Error, DateTimeOffset CreatedTime, DateTimeOffset ChangedTime)
{
    public static WebhookDeliveryModel Of(WebhookDelivery delivery) => new(
        delivery.Id, delivery.Trigger, delivery.Event, delivery.EventId, delivery.To, delivery.State, delivery.Attempts, delivery.NextAt, delivery.LastStatus,
        delivery.LastError, delivery.CreatedAt, delivery.ChangedAt);
}
