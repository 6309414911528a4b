namespace Universal.Triggers;

/// <summary>Triggers as the answering node's catalogue has them, and the deliveries of their webhooks. Key 0.</summary>
[Alias("universal.ITriggersGrain")]
public interface ITriggersGrain : IGrainWithIntegerKey
{
    /// <summary>Triggers by name, from the <paramref name="skip"/>th on, at most <paramref name="take"/> (1 to 500).</summary>
    /// <param name="search">Only those whose name contains it; null: all.</param>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="take">How many to return.</param>
    [Alias("List")] Task<TriggerPage> List(string? search, int skip, int take);

    /// <summary>The trigger of that number, or null.</summary>
    [Alias("Get")] Task<TriggerInfo?> Get(long id);

    /// <summary>
    /// Deliveries of a trigger's webhook without their bodies, newest first, at most <paramref name="take"/> (1 to 500) with a number smaller than
    /// <paramref name="before"/>. Null: there is no such trigger.
    /// </summary>
    [Alias("ListDeliveries")] Task<IReadOnlyList<WebhookDelivery>?> ListDeliveries(long id, long? before, int take);

    /// <summary>Sends a delivery at once, whatever became of it. Repeating it sends it again. Null: there is none of that number.</summary>
    [Alias("Retry")] Task<WebhookDelivery?> Retry(long deliveryId);

    /// <summary>
    /// Tells of an event of the gateway. It starts triggers later; a crash, or more of them than <c>Triggers:MaxEventsPerMinute</c>, loses it.
    /// </summary>
    /// <param name="kind">What happened: <see cref="TriggerEvent.ApiError"/> or <see cref="TriggerEvent.ApiAuthenticationFailed"/>; others are passed over.</param>
    /// <param name="data">What is known of it, a JSON object without secrets.</param>
    /// <param name="jobId">The job whose token was used; null: no job's.</param>
    [Alias("Raise")] Task Raise(TriggerEvent kind, string data, long? jobId);
}
