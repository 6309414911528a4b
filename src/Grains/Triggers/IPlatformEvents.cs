using Universal.Triggers;

namespace Universal.Grains.Triggers;

/// <summary>
/// Takes events of this node that are none of jobs. Whoever raises one asks the container for all there are: a process without triggers has none.
/// </summary>
internal interface IPlatformEvents
{
    /// <summary>Whether a trigger waits for such events: if not, there is no need to make one.</summary>
    bool Wants(TriggerEvent kind);

    /// <summary>It happened. Must neither block nor throw. The same event can be told twice, by whichever nodes.</summary>
    void Raise(PlatformEvent happened);
}
