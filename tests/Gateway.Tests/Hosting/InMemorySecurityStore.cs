using System.Collections.Immutable;
using Universal.Errors;
using Universal.Persistence.Security;

namespace Universal.Gateway.Tests.Hosting;

/// <summary>The contract of the store without a database; <see cref="Lost"/> takes the database away.</summary>
internal sealed class InMemorySecurityStore : ISecurityStore
{
    private readonly Lock _lock = new();
    private readonly List<AuditRow> _audit = [];
    private readonly HashSet<string> _ended = [];
    private ImmutableSortedDictionary<long, IdentityRow> _identities = ImmutableSortedDictionary<long, IdentityRow>.Empty;
    private ImmutableSortedDictionary<long, AppTokenRow> _tokens = ImmutableSortedDictionary<long, AppTokenRow>.Empty;
    private long _lastId;

    public bool Lost { get; set; }

    public IReadOnlyList<AuditRow> Audit => Do(() => _audit.ToArray());

    public Task<IdentityRow?> InsertIdentityAsync(IdentityRow identity, CancellationToken cancellationToken = default) =>
        DoAsync(() => Find(identity.Name) is null ? Insert(identity) : null);

    public Task<IdentityRow?> InsertFirstIdentityAsync(IdentityRow identity, CancellationToken cancellationToken = default) =>
        DoAsync(() => _identities.IsEmpty ? Insert(identity) : null);

    public Task<bool> UpdateIdentityAsync(IdentityRow identity, CancellationToken cancellationToken = default) => DoAsync(() =>
    {
        if (!_identities.TryGetValue(identity.Id, out var stored) || stored.Version != identity.Version - 1) return false;
        _identities = _identities.SetItem(identity.Id, identity);
        return true;
    });

    public Task<bool> DeleteIdentityAsync(string name, CancellationToken cancellationToken = default) => DoAsync(() =>
    {
        if (Find(name) is not { } row) return false;
        _identities = _identities.Remove(row.Id);
        _tokens = _tokens.RemoveRange(_tokens.Values.Where(token => Same(token.Identity, name)).Select(token => token.Id));
        return true;
    });

    public Task<IdentityRow?> GetIdentityAsync(string name, CancellationToken cancellationToken = default) => DoAsync(() => Find(name));

    public Task<IdentityRow?> GetIdentityByIdAsync(long id, CancellationToken cancellationToken = default) =>
        DoAsync(() => _identities.GetValueOrDefault(id));

    public Task<IReadOnlyList<IdentityRow>> ListIdentitiesAsync(long afterId, int take, CancellationToken cancellationToken = default) =>
        DoAsync<IReadOnlyList<IdentityRow>>(() => _identities.Values.Where(row => row.Id > afterId).Take(take).ToArray());

    public Task<bool> AnyIdentityAsync(CancellationToken cancellationToken = default) => DoAsync(() => !_identities.IsEmpty);

    public Task<AppTokenRow> InsertTokenAsync(AppTokenRow token, CancellationToken cancellationToken = default) => DoAsync(() =>
    {
        var stored = token with { Id = ++_lastId };
        _tokens = _tokens.Add(stored.Id, stored);
        return stored;
    });

    public Task<bool> RevokeTokenAsync(long id, DateTimeOffset at, CancellationToken cancellationToken = default) => DoAsync(() =>
    {
        if (!_tokens.TryGetValue(id, out var token) || token.RevokedAt is not null) return false;
        _tokens = _tokens.SetItem(id, token with { RevokedAt = at });
        return true;
    });

    public Task<AppTokenRow?> GetTokenAsync(long id, CancellationToken cancellationToken = default) => DoAsync(() => _tokens.GetValueOrDefault(id));

    public Task<AppTokenRow?> GetTokenByHashAsync(string hash, CancellationToken cancellationToken = default) =>
        DoAsync(() => _tokens.Values.FirstOrDefault(token => token.Hash == hash));

    public Task<IReadOnlyList<AppTokenRow>> ListTokensAsync(
        string? identity, long afterId, int take, CancellationToken cancellationToken = default) => DoAsync<IReadOnlyList<AppTokenRow>>(() =>
        _tokens.Values.Where(token => token.Id > afterId && (identity is null || Same(token.Identity, identity))).Take(take).ToArray());

    public Task EndSessionAsync(string sessionId, DateTimeOffset at, CancellationToken cancellationToken = default) => DoAsync(() => _ended.Add(sessionId));

    public Task<bool> IsSessionEndedAsync(string sessionId, CancellationToken cancellationToken = default) => DoAsync(() => _ended.Contains(sessionId));

    public Task<int> TrimSessionsAsync(DateTimeOffset at, int batch, CancellationToken cancellationToken = default) => DoAsync(() => 0);

    public Task<int> TrimAuditAsync(DateTimeOffset at, int batch, CancellationToken cancellationToken = default) => DoAsync(() => _audit.RemoveAll(row => row.Time < at));

    public Task AppendAuditAsync(AuditRow row, CancellationToken cancellationToken = default) => DoAsync(() =>
    {
        _audit.Add(row with { Id = _audit.Count + 1 });
        return true;
    });

    public Task<IReadOnlyList<AuditRow>> ListAuditAsync(long? before, int take, CancellationToken cancellationToken = default) =>
        DoAsync<IReadOnlyList<AuditRow>>(() => _audit.Where(row => row.Id < (before ?? long.MaxValue)).Reverse().Take(take).ToArray());

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private IdentityRow? Find(string name) => _identities.Values.FirstOrDefault(row => Same(row.Name, name));

    private IdentityRow Insert(IdentityRow identity)
    {
        var stored = identity with { Id = ++_lastId, Version = 1 };
        _identities = _identities.Add(stored.Id, stored);
        return stored;
    }

    private T Do<T>(Func<T> action)
    {
        lock (_lock) return action();
    }

    // Answers later, on another thread, as a database does.
    private async Task<T> DoAsync<T>(Func<T> action)
    {
        await Task.Yield();
        return Lost ? throw new DatabaseUnavailableException("The database is gone.") : Do(action);
    }
}
