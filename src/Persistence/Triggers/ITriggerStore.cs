using Universal.Triggers;

namespace Universal.Persistence.Triggers;

/// <summary>Deliveries of webhooks, and since when triggers are declared.</summary>
public interface ITriggerStore
{
    /// <summary>
    /// Notes that a trigger is declared. The first one to do so says since when; a repeat changes nothing.
    /// </summary>
    /// <param name="key">What tells the declaration from others, at most 100 characters.</param>
    /// <param name="name">The trigger's name, for people.</param>
    /// <param name="at">Now.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task NoteAsync(string key, string name, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Since when each noted trigger is declared, by key.</summary>
    Task<IReadOnlyDictionary<string, DateTimeOffset>> ListNotesAsync(CancellationToken cancellationToken = default);

    /// <summary>Stores a new delivery, to be sent at its <see cref="WebhookDelivery.NextAt"/>.</summary>
    /// <param name="key">What makes it the only one of its trigger and event, at most 100 characters.</param>
    /// <param name="delivery">The delivery; its number and version are given by the store.</param>
    /// <param name="cancellationToken">Ends the call; whether it was stored is open then, and a repeat is harmless.</param>
    /// <returns>False: one with that key exists, and nothing was written.</returns>
    Task<bool> InsertDeliveryAsync(string key, WebhookDelivery delivery, CancellationToken cancellationToken = default);

    /// <summary>Whether a delivery with that key exists.</summary>
    Task<bool> HasDeliveryAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Writes what became of a delivery over the version that it names. Null: it has another version now, and nothing was written.</summary>
    Task<WebhookDelivery?> UpdateDeliveryAsync(WebhookDelivery delivery, CancellationToken cancellationToken = default);

    /// <summary>Reads a delivery with its body, or null.</summary>
    Task<WebhookDelivery?> GetDeliveryAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Waiting deliveries that are due by <paramref name="now"/>, with their bodies, the longest due first, at most <paramref name="take"/> (1 to 500).</summary>
    Task<IReadOnlyList<WebhookDelivery>> ListDueAsync(DateTimeOffset now, int perReceiver, int take, CancellationToken cancellationToken = default);

    /// <summary>When the next waiting delivery is due; null: none waits.</summary>
    Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken = default);

    /// <summary>Deliveries of a trigger without bodies, newest first, at most <paramref name="take"/> (1 to 500) with a number smaller than <paramref name="before"/>.</summary>
    Task<IReadOnlyList<WebhookDelivery>> ListDeliveriesAsync(string trigger, long? before, int take, CancellationToken cancellationToken = default);

    /// <summary>Deletes at most <paramref name="batch"/> deliveries that do not wait and were last changed before <paramref name="before"/>. Repeat until it gives 0.</summary>
    Task<int> DeleteEndedDeliveriesAsync(DateTimeOffset before, int batch, CancellationToken cancellationToken = default);
}
