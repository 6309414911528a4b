using System.Collections.Concurrent;
using Universal.Persistence.Cache;

namespace Universal.Gateway.Tests.Hosting;

/// <summary>Locks in memory, with the promises of the real store.</summary>
internal sealed class InMemoryCacheLocks : ICacheLockStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, CacheLockRow> _rows = new(StringComparer.Ordinal);

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>What the answer waits for when a lock of that name was taken.</summary>
    public ConcurrentDictionary<string, Task> Slow { get; } = new(StringComparer.Ordinal);

    /// <summary>Who asked for a lock of which name, each time.</summary>
    public ConcurrentQueue<(string Name, string Owner)> Asked { get; } = new();

    public async Task<CacheLockRow?> AcquireAsync(string name, string owner, TimeSpan lease, CancellationToken cancellationToken = default)
    {
        var taken = Acquire(name, owner, lease);
        Asked.Enqueue((name, owner));
        if (taken is not null && Slow.TryGetValue(name, out var answer)) await answer;
        return taken;
    }

    public Task<CacheLockRow?> RenewAsync(string name, long token, TimeSpan lease, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return Task.FromResult(Find(name) is { IsHeld: true } row && row.Token == token ? _rows[name] = row with { ExpiresAt = Now + lease, Remaining = lease } : null);
        }
    }

    public Task<bool> ReleaseAsync(string name, long token, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (Find(name) is not { } row || row.Token != token || (!row.IsHeld && row.Owner.Length > 0)) return Task.FromResult(false);
            _rows[name] = row with { Owner = "", ExpiresAt = Now };
            return Task.FromResult(true);
        }
    }

    public Task<CacheLockRow?> GetAsync(string name, CancellationToken cancellationToken = default)
    {
        lock (_lock) return Task.FromResult(Find(name));
    }

    private CacheLockRow? Acquire(string name, string owner, TimeSpan lease)
    {
        lock (_lock)
        {
            var there = Find(name);
            if (there is { IsHeld: true } && there.Owner != owner) return null;
            var token = there is { IsHeld: true } ? there.Token : (there?.Token ?? 0) + 1;
            return _rows[name] = new CacheLockRow(name, owner, token, Now + lease, lease);
        }
    }

    private CacheLockRow? Find(string name) => _rows.TryGetValue(name, out var row) ? row with { Remaining = row.ExpiresAt - Now } : null;
}
