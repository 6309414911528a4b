namespace Universal.Grains.Nodes;

/// <summary>What a trouble does to the node's status.</summary>
public enum TroubleEffect
{
    /// <summary>The node serves, with something wrong: 200.</summary>
    Degraded,

    /// <summary>The node cannot serve now, and will by itself when the cause is gone: 503.</summary>
    NotReady,

    /// <summary>A person has to change the node's configuration: 500.</summary>
    Faulted,
}

/// <summary>Something that is wrong with this node.</summary>
/// <param name="Code">Stable name for programs, in small letters with underscores. Everybody sees it.</param>
/// <param name="Reasons">Sentences that say what happened, to what, and what to do. Signed-in callers see them.</param>
/// <param name="Effect">What it does to the status.</param>
public sealed record NodeTrouble(string Code, IReadOnlyList<string> Reasons, TroubleEffect Effect);

/// <summary>
/// What is wrong with this node now. A feature sets its trouble under a code of its own, and clears it when it is over; the status and the list of nodes
/// read them. Kept in memory: a new process finds its troubles itself.
/// </summary>
public sealed class NodeTroubles
{
    private readonly Lock _gate = new();
    private volatile NodeTrouble[] _current = [];

    /// <summary>Raised after a trouble was set, changed or cleared. Handlers must not block.</summary>
    public event Action? Changed;

    /// <summary>The troubles, the gravest first.</summary>
    public IReadOnlyList<NodeTrouble> Current => _current;

    /// <summary>The gravest effect; null: there is no trouble.</summary>
    public TroubleEffect? Effect => _current is [var gravest, ..] ? gravest.Effect : null;

    /// <summary>Sets the trouble of a code to one sentence. Setting it again replaces what was there.</summary>
    public void Set(string code, string reason, TroubleEffect effect = TroubleEffect.Degraded) => Set(code, [reason], effect);

    /// <summary>Sets the trouble of a code. Setting it again replaces what was there; the same once more changes nothing.</summary>
    public void Set(string code, IReadOnlyList<string> reasons, TroubleEffect effect = TroubleEffect.Degraded)
    {
        lock (_gate)
        {
            if (_current.FirstOrDefault(trouble => trouble.Code == code) is { } known && known.Effect == effect && known.Reasons.SequenceEqual(reasons)) return;
            _current =
            [
                .. _current.Where(trouble => trouble.Code != code).Append(new NodeTrouble(code, reasons, effect))
                    .OrderByDescending(trouble => trouble.Effect).ThenBy(trouble => trouble.Code, StringComparer.Ordinal),
            ];
        }

        Changed?.Invoke();
    }

    /// <summary>Ends the trouble of a code. Without one nothing happens.</summary>
    public void Clear(string code)
    {
        lock (_gate)
        {
            if (_current.All(trouble => trouble.Code != code)) return;
            _current = [.. _current.Where(trouble => trouble.Code != code)];
        }

        Changed?.Invoke();
    }
}
