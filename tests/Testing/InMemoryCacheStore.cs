using System.Collections.Concurrent;
using Universal.Errors;
using Universal.Persistence.Cache;
using Universal.Persistence.Clock;

namespace Universal.Testing;

/// <summary>The persisted entries of the cache in memory, with the promises of the real store. Outlives the silos that use it, as a database does.</summary>
public sealed class InMemoryCacheStore : ICacheStore, IDatabaseClock
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, long> _lives = [];
    private long _epoch;

    /// <summary>The rows by their keys.</summary>
    public ConcurrentDictionary<string, CacheRow> Rows { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether it does not answer.</summary>
    public bool IsDown { get; set; }

    /// <summary>Whether the next rows are cleared and nobody is told.</summary>
    public bool LoseClearAnswer { get; set; }

    public Task<DateTimeOffset> ReadAsync(CancellationToken cancellationToken = default) => Answer(TimeProvider.System.GetUtcNow);

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
            .. Rows.Values.Where(row => row.Part == part && string.CompareOrdinal(row.Key, after) > 0)
                .OrderBy(row => row.Key, StringComparer.Ordinal).Take(take).Select(row => row with { Value = "" }),
        ]);

    public Task<CacheRow?> GetAsync(string key, CancellationToken cancellationToken = default) => Answer(() => Rows.GetValueOrDefault(key));

    public Task<bool> PutAsync(CacheLife life, CacheRow row, CancellationToken cancellationToken = default) => Write(life, () =>
    {
        if (Rows.TryGetValue(row.Key, out var there) && there.Version >= row.Version) return false;
        Rows[row.Key] = row;
        return true;
    });

    public Task<bool> DeleteAsync(CacheLife life, string key, long version, CancellationToken cancellationToken = default) => Write(life, () =>
    {
        if (Rows.TryGetValue(key, out var row) && row.Version <= version) Rows.TryRemove(key, out _);
        return true;
    });

    public Task<bool> TouchAsync(CacheLife life, string key, long version, DateTimeOffset dueAt, CancellationToken cancellationToken = default) => Write(life, () =>
    {
        if (Rows.TryGetValue(key, out var row) && row.Version == version) Rows[key] = row with { DueAt = dueAt };
        return true;
    });

    public async Task<bool> ClearAsync(CacheLife life, long version, CancellationToken cancellationToken = default)
    {
        var cleared = await Write(life, () =>
        {
            foreach (var row in Rows.Values.Where(row => row.Part == life.Part && row.Version <= version)) Rows.TryRemove(row.Key, out _);
            return true;
        });
        if (!LoseClearAnswer) return cleared;
        LoseClearAnswer = false;
        throw new DatabaseUnavailableException("The answer was lost.");
    }

    private Task<bool> Write(CacheLife life, Func<bool> write) => Answer(() => _lives.GetValueOrDefault(life.Part) == life.Epoch && write());

    private Task<T> Answer<T>(Func<T> answer)
    {
        lock (_lock) return IsDown ? Task.FromException<T>(new DatabaseUnavailableException("down")) : Task.FromResult(answer());
    }
}
