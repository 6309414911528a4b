using Universal.Errors;
using Universal.Persistence.Cache;

namespace Universal.Grains.Tests.Cache;

/// <summary>A database that only tells the time, as long as it answers.</summary>
internal sealed class FakeCacheStore(Func<DateTimeOffset?> now) : ICacheStore
{
    public int Asked { get; private set; }

    public Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken = default)
    {
        Asked++;
        return now() is { } time ? Task.FromResult(time) : Task.FromException<DateTimeOffset>(new DatabaseUnavailableException("down"));
    }

    public Task<long> NextEpochAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<CacheRow>> ListKeysAsync(int part, string after, int take, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<CacheRow?> GetAsync(string key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> PutAsync(CacheRow row, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task DeleteAsync(string key, long version, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task TouchAsync(string key, long version, DateTimeOffset dueAt, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task ClearAsync(int part, long version, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
