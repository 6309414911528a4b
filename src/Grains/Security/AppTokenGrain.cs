using Microsoft.Extensions.Options;
using Universal.Persistence.Security;
using Universal.Security;

namespace Universal.Grains.Security;

internal sealed class AppTokenGrain : Grain, IAppTokenGrain
{
    private readonly ISecurityStore _store;
    private readonly TimeProvider _time;
    private readonly AuditLog _audit;
    private readonly SignInEvents _events;
    private readonly CachedRow<AppTokenRow> _row;
    private long? _identityId;
    private string? _parent;

    public AppTokenGrain(ISecurityStore store, IOptions<SecurityOptions> options, TimeProvider time, AuditLog audit, SignInEvents events)
    {
        (_store, _time, _audit, _events) = (store, time, audit, events);
        _row = new(time, options.Value.CacheTime, () => _store.GetTokenByHashAsync(AppTokenKeys.HashIn(this.GetPrimaryKeyString())));
    }

    public async Task<AppTokenHolder?> Check()
    {
        if (await _row.GetAsync() is not { } row)
        {
            // Guesses must not pile up in memory.
            DeactivateOnIdle();
            return null;
        }

        if (row.RevokedAt is not null) _events.RevokedTokenUsed(row);
        if (row.RevokedAt is not null || row.ExpiresAt <= _time.GetUtcNow()) return null;
        if (await GrainFactory.GetGrain<IIdentityGrain>(IdentityKeys.For(row.Identity)).Get() is not { } identity)
        {
            _row.Forget();
            return null;
        }

        // An identity that was deleted and created again has another number; its former tokens went with their rows.
        if (_identityId is { } known && known != identity.Id)
        {
            _identityId = null;
            _row.Forget();
            if (await _row.GetAsync() is null) return null;
        }

        _identityId = identity.Id;
        // What a token granted ends with it, and with whatever granted that.
        if (row.ParentId is { } parent && !await HoldsAsync(parent)) return null;
        return identity.Enabled ? new(ToInfo(row), identity, Roles.Within(row.Roles, identity.Roles)) : null;
    }

    private async Task<bool> HoldsAsync(long parent)
    {
        _parent ??= (await _store.GetTokenAsync(parent))?.Hash;
        return _parent is not null && await GrainFactory.GetGrain<IAppTokenGrain>(AppTokenKeys.For(_parent)).Check() is not null;
    }

    public async Task<bool> Revoke(RequestOrigin origin)
    {
        if (await _row.GetAsync() is not { } row) return false;
        if (row.RevokedAt is not null) return true;
        var now = _time.GetUtcNow();
        await _store.RevokeTokenAsync(row.Id, now);
        _row.Set(row with { RevokedAt = now });
        await _audit.AppendAsync(origin, "apptoken.revoke", Subject(row));
        return true;
    }

    internal static string Subject(AppTokenRow row) => $"{row.Id} of {row.Identity}";

    internal static AppTokenInfo ToInfo(AppTokenRow row) => new()
    {
        Id = row.Id,
        Identity = row.Identity,
        Roles = row.Roles,
        Description = row.Description,
        CreatedAt = row.CreatedAt,
        ExpiresAt = row.ExpiresAt,
        RevokedAt = row.RevokedAt,
        CreatedBy = row.CreatedBy,
        ParentId = row.ParentId,
    };
}
