using Universal.Calls;
using Universal.Catalogue;

namespace Universal.Triggers;

/// <summary>Triggers as the answering node's catalogue has them, and the deliveries of their webhooks. Key 0.</summary>
[Alias("universal.ITriggersGrain")]
public interface ITriggersGrain : IGrainWithIntegerKey
{
    /// <summary>Triggers by name, from the <paramref name="skip"/>th on, at most <paramref name="take"/> (1 to 500).</summary>
    /// <param name="search">Only those whose name contains it; null: all.</param>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="take">How many to return.</param>
    [Alias("List"), Repeatable] Task<TriggerPage> List(string? search, int skip, int take);

    /// <summary>The trigger of that number, or null.</summary>
    [Alias("Get"), Repeatable] Task<TriggerInfo?> Get(long id);

    /// <summary>
    /// Declares a trigger in the repository: a line more in <c>.universal/triggers.ps1</c>, as an edit of its author. Needs a git remote that is followed
    /// two-way or push-only. A repeat is refused, because there is one of that name.
    /// </summary>
    /// <param name="json">A JSON object with the parameters of <c>New-PSUTrigger</c> but for what is secret, letter case ignored.</param>
    /// <param name="author">Name of the identity.</param>
    [Alias("Declare"), ResponseTimeout("00:01:00")] Task<DeclarationEditResult<TriggerInfo>> Declare(string json, string author);

    /// <summary>
    /// Changes a trigger's declaration, as an edit of its author; what is not said stays. Repeating it is harmless. One that code makes, and one with a webhook, whose
    /// address may come out of a secret, are refused.
    /// </summary>
    [Alias("Change"), ResponseTimeout("00:01:00")] Task<DeclarationEditResult<TriggerInfo>> Change(long id, string json, string author);

    /// <summary>Takes a trigger's declaration out of the repository, as an edit of its author. One that code makes, in a loop for instance, is refused.</summary>
    [Alias("Remove")] Task<DeclarationEditResult<TriggerInfo>> Remove(long id, string author);

    /// <summary>
    /// Deliveries of a trigger's webhook without their bodies, newest first, at most <paramref name="take"/> (1 to 500) with a number smaller than
    /// <paramref name="before"/>. Null: there is no such trigger.
    /// </summary>
    [Alias("ListDeliveries"), Repeatable] Task<IReadOnlyList<WebhookDelivery>?> ListDeliveries(long id, long? before, int take);

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
