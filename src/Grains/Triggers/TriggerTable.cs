using Universal.Repository.Catalogue;
using Universal.Triggers;

namespace Universal.Grains.Triggers;

/// <summary>A catalogue's triggers by the event that they wait for.</summary>
internal sealed class TriggerTable
{
    private readonly TriggerDefinition[][] _byEvent;

    public TriggerTable(CatalogueSnapshot snapshot)
    {
        Snapshot = snapshot;
        _byEvent = [.. Enum.GetValues<TriggerEvent>().Select(kind => snapshot.Triggers.Where(trigger => trigger.Event == kind).ToArray())];
        HasJobEvents = snapshot.Triggers.Any(trigger => TriggerEvents.IsOfJob(trigger.Event));
        HasWebhooks = snapshot.Triggers.Any(trigger => trigger.Webhook is not null);
    }

    /// <summary>The catalogue.</summary>
    public CatalogueSnapshot Snapshot { get; }

    /// <summary>Whether any trigger waits for jobs.</summary>
    public bool HasJobEvents { get; }

    /// <summary>Whether any trigger calls a webhook.</summary>
    public bool HasWebhooks { get; }

    /// <summary>The triggers that wait for such events.</summary>
    public TriggerDefinition[] For(TriggerEvent kind) => _byEvent[(int)kind];
}
