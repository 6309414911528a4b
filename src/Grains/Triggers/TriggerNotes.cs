using Universal.Persistence.Triggers;
using Universal.Repository.Catalogue;

namespace Universal.Grains.Triggers;

/// <summary>
/// Since when the triggers of this node's catalogue are declared. What is told again after a crash must not start a trigger that was not there when it
/// happened.
/// </summary>
internal sealed class TriggerNotes(ITriggerStore store, TimeProvider time)
{
    private volatile IReadOnlyDictionary<string, DateTimeOffset> _since = new Dictionary<string, DateTimeOffset>();

    /// <summary>Notes triggers that are new. Asks the database only when there is one. Repeating it is harmless.</summary>
    public async Task NoteAsync(IReadOnlyList<TriggerDefinition> triggers, CancellationToken cancellationToken)
    {
        if (triggers.All(trigger => _since.ContainsKey(TriggerRules.NoteOf(trigger)))) return;
        var known = await store.ListNotesAsync(cancellationToken);
        var unknown = triggers.Where(trigger => !known.ContainsKey(TriggerRules.NoteOf(trigger))).ToArray();
        foreach (var trigger in unknown) await store.NoteAsync(TriggerRules.NoteOf(trigger), trigger.Name, time.GetUtcNow(), cancellationToken);
        _since = unknown.Length == 0 ? known : await store.ListNotesAsync(cancellationToken);
    }

    /// <summary>Whether the trigger was declared when it happened. One that is not noted yet was not.</summary>
    public bool WasDeclared(TriggerDefinition trigger, DateTimeOffset at) => _since.TryGetValue(TriggerRules.NoteOf(trigger), out var since) && since <= at;
}
