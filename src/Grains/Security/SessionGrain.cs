using Universal.Persistence.Security;
using Universal.Security;

namespace Universal.Grains.Security;

/// <summary>See <see cref="ISessionGrain"/>. What it knows cannot change but through it, so it is read once.</summary>
internal sealed class SessionGrain(ISecurityStore store, TimeProvider time) : Grain, ISessionGrain
{
    private bool? _ended;

    private string Id => SessionKeys.IdIn(this.GetPrimaryKeyString());

    public async Task<bool> IsEnded()
    {
        if (_ended is { } known) return known;
        var read = await store.IsSessionEndedAsync(Id);
        // It may have been ended while it was read.
        return _ended ??= read;
    }

    public async Task End()
    {
        // 1. Stored: whatever node is asked from here on, and after whatever crash, it is ended.
        await store.EndSessionAsync(Id, time.GetUtcNow());
        _ended = true;
    }
}
