using Universal.Persistence.Statements;
using Universal.Triggers;

namespace Universal.Persistence.Triggers;

/// <inheritdoc/>
internal sealed class TriggerStore(Database database) : ITriggerStore
{
    private const int MaxTake = 500;

    public Task NoteAsync(string key, string name, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        database.ExecuteAsync("TriggerNote", p =>
        {
            p.Text("key", key);
            p.Text("name", name);
            p.Time("at", at);
        }, cancellationToken);

    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> ListNotesAsync(CancellationToken cancellationToken = default)
    {
        var rows = await database.QueryAsync("TriggerNoteList", _ => { }, row => (Key: row.Text(0), Since: row.Time(1)), cancellationToken);
        return rows.ToDictionary(row => row.Key, row => row.Since, StringComparer.Ordinal);
    }

    public async Task<bool> InsertDeliveryAsync(string key, WebhookDelivery delivery, CancellationToken cancellationToken = default) =>
        await database.ExecuteAsync("WebhookInsert", p =>
        {
            p.Text("key", key);
            p.Text("trigger", delivery.Trigger);
            p.Text("eventId", delivery.EventId);
            p.Number("eventKind", (int)delivery.Event);
            p.Text("sentTo", delivery.To);
            p.Text("payload", delivery.Payload);
            p.Number("state", (int)delivery.State);
            p.Time("nextAt", delivery.NextAt);
            p.Time("createdAt", delivery.CreatedAt);
            p.Time("at", delivery.ChangedAt);
        }, cancellationToken) > 0;

    public async Task<bool> HasDeliveryAsync(string key, CancellationToken cancellationToken = default) =>
        await database.ScalarAsync("WebhookHas", p => p.Text("key", key), cancellationToken) > 0;

    public async Task<WebhookDelivery?> UpdateDeliveryAsync(WebhookDelivery delivery, CancellationToken cancellationToken = default)
    {
        var changed = await database.ExecuteAsync("WebhookUpdate", p =>
        {
            p.Number("id", delivery.Id);
            p.Number("version", delivery.Version);
            p.Text("sentTo", delivery.To);
            p.Number("state", (int)delivery.State);
            p.Number("attempts", delivery.Attempts);
            p.Time("nextAt", delivery.NextAt);
            p.Number("lastStatus", delivery.LastStatus);
            p.Text("detail", delivery.LastError);
            p.Time("at", delivery.ChangedAt);
        }, cancellationToken);
        return changed == 0 ? null : delivery with { Version = delivery.Version + 1 };
    }

    public Task<WebhookDelivery?> GetDeliveryAsync(long id, CancellationToken cancellationToken = default) =>
        database.FindAsync("WebhookGet", p => p.Number("id", id), ReadWhole, cancellationToken);

    public async Task<IReadOnlyList<WebhookDelivery>> ListDueAsync(DateTimeOffset now, int perReceiver, int take, CancellationToken cancellationToken = default) =>
        await database.QueryAsync("WebhookListDue", p =>
        {
            p.Time("at", now);
            p.Number("perReceiver", perReceiver);
            p.Number("take", Math.Clamp(take, 1, MaxTake));
        }, ReadWhole, cancellationToken);

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken = default)
    {
        var rows = await database.QueryAsync("WebhookNextDue", _ => { }, row => row.TimeOrNull(0), cancellationToken);
        return rows.Count == 0 ? null : rows[0];
    }

    public async Task<IReadOnlyList<WebhookDelivery>> ListDeliveriesAsync(
        string trigger, long? before, int take, CancellationToken cancellationToken = default) =>
        await database.QueryAsync("WebhookList", p =>
        {
            p.Text("trigger", trigger);
            p.Number("after", before ?? long.MaxValue);
            p.Number("take", Math.Clamp(take, 1, MaxTake));
        }, Read, cancellationToken);

    public Task<int> DeleteEndedDeliveriesAsync(DateTimeOffset before, int batch, CancellationToken cancellationToken = default) =>
        database.ExecuteAsync("WebhookDeleteEnded", p =>
        {
            p.Time("before", before);
            p.Number("batch", batch);
        }, cancellationToken);

    private static WebhookDelivery ReadWhole(StatementRow row) => Read(row) with { Payload = row.Text(13) };

    private static WebhookDelivery Read(StatementRow row) => new()
    {
        Id = row.Long(0),
        Trigger = row.Text(1),
        EventId = row.Text(2),
        Event = (TriggerEvent)row.Int(3),
        To = row.Text(4),
        State = (WebhookState)row.Int(5),
        Attempts = row.Int(6),
        NextAt = row.TimeOrNull(7),
        LastStatus = row.IntOrNull(8),
        LastError = row.TextOrNull(9),
        CreatedAt = row.Time(10),
        ChangedAt = row.Time(11),
        Version = row.Long(12),
    };
}
