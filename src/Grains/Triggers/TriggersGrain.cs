using System.Text.Json;
using System.Text.Json.Nodes;
using Orleans.Concurrency;
using Universal.Catalogue;
using Universal.Grains.Catalogue;
using Universal.Grains.Clock;
using Universal.Grains.Execution;
using Universal.Grains.Nodes;
using Universal.Persistence.Triggers;
using Universal.Repository.Catalogue;
using Universal.Triggers;

namespace Universal.Grains.Triggers;

/// <summary>See <see cref="ITriggersGrain"/>.</summary>
[StatelessWorker, Reentrant]
internal sealed class TriggersGrain(ICatalogue catalogue, DeclarationEdits edits, ITriggerStore store, TriggerQueue queue, ConditionRunner conditions, LocalNode node, ClusterClock clock, TimeProvider time) : Grain, ITriggersGrain
{
    private const string Noun = "Trigger";
    private const int MaxTake = 500;
    private const int WriteTries = 5;

    public Task<TriggerPage> List(string? search, int skip, int take)
    {
        var found = catalogue.Current.Triggers
            .Where(trigger => string.IsNullOrEmpty(search) || trigger.Name.Contains(search, StringComparison.OrdinalIgnoreCase))
            .OrderBy(trigger => trigger.Name, StringComparer.OrdinalIgnoreCase)
            .ToArray();
        return Task.FromResult(new TriggerPage([.. found.Skip(Math.Max(skip, 0)).Take(Math.Clamp(take, 1, MaxTake)).Select(InfoOf)], found.Length));
    }

    public Task<TriggerInfo?> Get(long id) => Task.FromResult(Find(id) is { } trigger ? InfoOf(trigger) : null);

    public async Task<DeclarationEditResult<TriggerInfo>> Declare(string json, string author)
    {
        if (TriggerBody.Form.Read(json, out var errors) is not { } declaration) return DeclarationEdits.Invalid<TriggerInfo>(errors);
        var snapshot = catalogue.Current;
        if (TriggerBody.Check(declaration, snapshot, out errors) is not { } trigger) return DeclarationEdits.Invalid<TriggerInfo>(errors);
        if (IsTaken(snapshot, trigger)) return DeclarationEdits.Taken<TriggerInfo>("trigger", trigger.Name);
        if (await conditions.FaultOfAsync(trigger.Condition) is { } fault) return DeclarationEdits.Invalid<TriggerInfo>("condition", fault);
        return await edits.AppendAsync(InfoOf(trigger), TriggerBody.Form.File, TriggerBody.Form.Text(declaration), $"Add trigger {trigger.Name}", author);
    }

    public async Task<DeclarationEditResult<TriggerInfo>> Change(long id, string json, string author)
    {
        var snapshot = catalogue.Current;
        if (Find(id) is not { } found || snapshot.Resources.FirstOrDefault(resource => resource.Kind == CatalogueKinds.Trigger && resource.Name == found.Name) is not { } before)
            return DeclarationEdits.NotFound<TriggerInfo>();
        if (TriggerBody.MayHoldSecrets(before)) return DeclarationEdits.Refused(InfoOf(found), $"Its webhook may hold secrets, which would then stand in the file; change {found.File}:{found.Line}.");
        if (TriggerBody.Form.Read(json, out var errors, before) is not { } declaration) return DeclarationEdits.Invalid<TriggerInfo>(errors);
        if (TriggerBody.Check(declaration, snapshot, out errors) is not { } trigger) return DeclarationEdits.Invalid<TriggerInfo>(errors);
        if (trigger.Number != found.Number && IsTaken(snapshot, trigger)) return DeclarationEdits.Taken<TriggerInfo>("trigger", trigger.Name);
        if (await conditions.FaultOfAsync(trigger.Condition) is { } fault) return DeclarationEdits.Invalid<TriggerInfo>("condition", fault);
        return await edits.ReplaceAsync(InfoOf(trigger), (found.File, found.Line, found.EndLine), lines => DeclarationText.Names(lines, Noun, found.Name), TriggerBody.Form.Text(declaration), $"Change trigger {found.Name}", author);
    }

    public async Task<DeclarationEditResult<TriggerInfo>> Remove(long id, string author) => Find(id) is { } found
        ? await edits.ReplaceAsync(InfoOf(found), (found.File, found.Line, found.EndLine), lines => DeclarationText.Names(lines, Noun, found.Name), null, $"Remove trigger {found.Name}", author)
        : DeclarationEdits.NotFound<TriggerInfo>();

    public async Task<IReadOnlyList<WebhookDelivery>?> ListDeliveries(long id, long? before, int take) =>
        Find(id) is { } trigger ? await store.ListDeliveriesAsync(trigger.Name, before, take) : null;

    public async Task<WebhookDelivery?> Retry(long deliveryId)
    {
        for (var i = 0; i < WriteTries; i++)
        {
            if (await store.GetDeliveryAsync(deliveryId) is not { } delivery) return null;
            var now = await clock.ReadAsync();
            // One attempt more; it is repeated only within the time that a delivery has.
            var again = delivery with { State = WebhookState.Waiting, NextAt = now, ChangedAt = now };
            if (await store.UpdateDeliveryAsync(again) is not { } written) continue;
            GrainFactory.GetGrain<IWebhooksGrain>(0).Wake().Ignore();
            return written with { Payload = "" };
        }

        throw new InvalidOperationException($"Delivery {deliveryId} changes under every write.");
    }

    public Task Raise(TriggerEvent kind, string data, long? jobId)
    {
        if (kind is not (TriggerEvent.ApiError or TriggerEvent.ApiAuthenticationFailed) || !queue.Wants(kind)) return Task.CompletedTask;
        queue.Raise(new PlatformEvent
        {
            Kind = kind,
            Id = $"api/{Guid.NewGuid():N}",
            At = time.GetUtcNow(),
            Node = node.Name,
            CauseJobId = jobId,
            Data = JsonNode.Parse(data) as JsonObject ?? throw new JsonException("What is known of an event must be an object."),
        });
        return Task.CompletedTask;
    }

    private TriggerDefinition? Find(long id) => catalogue.Current.Triggers.FirstOrDefault(trigger => trigger.Number == id);

    private static bool IsTaken(CatalogueSnapshot snapshot, TriggerDefinition trigger) =>
        snapshot.Triggers.Any(known => known.Name.Equals(trigger.Name, StringComparison.OrdinalIgnoreCase));

    private static TriggerInfo InfoOf(TriggerDefinition trigger) => new()
    {
        Id = trigger.Number,
        Name = trigger.Name,
        Event = trigger.Event,
        TriggerScript = trigger.TriggerScript,
        Script = trigger.Script,
        Dashboard = trigger.Dashboard,
        Computer = trigger.Computer,
        Environment = trigger.Environment,
        Delay = trigger.Delay,
        Condition = trigger.Condition,
        Recursive = trigger.Recursive,
        WebhookTo = trigger.Webhook?.To,
        Signed = trigger.Webhook?.Secret is not null,
        File = trigger.File,
        Line = trigger.Line,
    };
}
