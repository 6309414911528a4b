using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Universal.Cache;

namespace Universal.Grains.Cache;

/// <summary>See <see cref="ICacheGrain"/>. Checks, and passes on to the part that has the key.</summary>
[StatelessWorker, Reentrant]
internal sealed class CacheGrain(IOptions<CacheOptions> options, TimeProvider time) : Grain, ICacheGrain
{
    private static readonly IReadOnlyDictionary<string, string[]> None = new Dictionary<string, string[]>();

    public Task<CacheEntry?> Get(string key) => CacheRules.IsKey(key) ? Partition(key).Get(key) : Task.FromResult<CacheEntry?>(null);

    public async Task<CacheSetResult> Set(CacheWrite write)
    {
        var faults = CacheRules.Faults(write, options.Value.MaxValueLength, time.GetUtcNow());
        if (faults.Count > 0) return new CacheSetResult(CacheSetStatus.Invalid, faults);
        return new CacheSetResult(await Partition(write.Key).Set(write) ? CacheSetStatus.Done : CacheSetStatus.Full, None);
    }

    public Task<bool> Remove(string key) => CacheRules.IsKey(key) ? Partition(key).Remove(key) : Task.FromResult(false);

    public Task Clear() => Task.WhenAll(Enumerable.Range(0, CacheRules.Partitions).Select(number => GrainFactory.GetGrain<ICachePartitionGrain>(number).Clear()));

    private ICachePartitionGrain Partition(string key) => GrainFactory.GetGrain<ICachePartitionGrain>(CacheRules.PartitionOf(key));
}
