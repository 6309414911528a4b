using Universal.Errors;
using Universal.Persistence.Cache;
using Universal.Persistence.Clock;

namespace Universal.Grains.Tests.Cache;

/// <summary>The tables of the cache in memory. Outlives the parts that use it, as a database does, and can lose an answer.</summary>
internal sealed class FakeCacheStore : ICacheStore, IDatabaseClock
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, CacheRow> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<int, long> _lives = [];
    private long _epoch;

    /// <summary>Whether the next rows are cleared and nobody is told.</summary>
    public bool LoseClearAnswer { get; set; }

    /// <summary>The value of a row, or null.</summary>
    public string? ValueOf(string key)
    {
        lock (_lock) return _rows.GetValueOrDefault(key)?.Value;
    }

    public Task<DateTimeOffset> ReadAsync(CancellationToken cancellationToken = default) => Task.FromResult(TimeProvider.System.GetUtcNow());

    public Task<long> NextEpochAsync(CancellationToken cancellationToken = default) => Answer(() => ++_epoch);

    public Task<bool> BeginLifeAsync(CacheLife life, CancellationToken cancellationToken = default) => Answer(() =>
    {
        if (_lives.GetValueOrDefault(life.Part) >= life.Epoch) return false;
        _lives[life.Part] = life.Epoch;
        return true;
    });

    public Task<IReadOnlyList<CacheRow>> ListKeysAsync(int part, string after, int take, CancellationToken cancellationToken = default) =>
        Answer<IReadOnlyList<CacheRow>>(() =>
        [
            .. _rows.Values.Where(row => row.Part == part && string.CompareOrdinal(row.Key, after) > 0)
                .OrderBy(row => row.Key, StringComparer.Ordinal).Take(take).Select(row => row with { Value = "" }),
        ]);

    public Task<CacheRow?> GetAsync(string key, CancellationToken cancellationToken = default) => Answer(() => _rows.GetValueOrDefault(key));

    public Task<bool> PutAsync(CacheLife life, CacheRow row, CancellationToken cancellationToken = default) => Write(life, () =>
    {
        if (_rows.TryGetValue(row.Key, out var there) && there.Version >= row.Version) return false;
        _rows[row.Key] = row;
        return true;
    });

    public Task<bool> DeleteAsync(CacheLife life, string key, long version, CancellationToken cancellationToken = default) => Write(life, () =>
    {
        if (_rows.TryGetValue(key, out var row) && row.Version <= version) _rows.Remove(key);
        return true;
    });

    public Task<bool> TouchAsync(CacheLife life, string key, long version, DateTimeOffset dueAt, CancellationToken cancellationToken = default) => Write(life, () =>
    {
        if (_rows.TryGetValue(key, out var row) && row.Version == version) _rows[key] = row with { DueAt = dueAt };
        return true;
    });

    public async Task<bool> ClearAsync(CacheLife life, long version, CancellationToken cancellationToken = default)
    {
        var cleared = await Write(life, () =>
        {
            foreach (var row in _rows.Values.Where(row => row.Part == life.Part && row.Version <= version).ToList()) _rows.Remove(row.Key);
            return true;
        });
        if (!LoseClearAnswer) return cleared;
        LoseClearAnswer = false;
        throw new DatabaseUnavailableException("The answer was lost.");
    }

    private Task<bool> Write(CacheLife life, Func<bool> write) => Answer(() => _lives.GetValueOrDefault(life.Part) == life.Epoch && write());

    private Task<T> Answer<T>(Func<T> answer)
    {
        lock (_lock) return Task.FromResult(answer());
    }
}
