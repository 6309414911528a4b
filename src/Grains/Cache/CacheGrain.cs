using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Universal.Cache;
using Universal.Grains.Clock;
using Universal.Grains.Variables;

namespace Universal.Grains.Cache;

/// <summary>See <see cref="ICacheGrain"/>. Checks, answers from the node's memory what it may, and passes the rest on to the part that has the key.</summary>
[StatelessWorker, Reentrant]
internal sealed class CacheGrain(HotEntries hot, ClusterClock clock, ILocalSiloDetails silo, IOptions<CacheOptions> options, CacheSecrets? secrets = null) : Grain, ICacheGrain
{
    private static readonly IReadOnlyDictionary<string, string[]> None = new Dictionary<string, string[]>();

    public async Task<CacheEntry?> Get(string key)
    {
        if (!CacheRules.IsKey(key)) return null;
        if (hot.TryGet(key, out var copy)) return copy;
        var question = hot.Ask(key);
        var reading = await Partition(key).Read(key, options.Value.MaxHotLength > 0 ? silo.SiloAddress : null);
        if (reading is { Entry: { } entry, Lease: var lease } && lease > TimeSpan.Zero) hot.Keep(question, entry, lease, reading.Epoch);
        return reading.Entry;
    }

    public async Task<CacheSetResult> Set(CacheWrite write)
    {
        var faults = CacheRules.Faults(write, options.Value.MaxValueLength, clock.Now);
        if (faults.Count == 0 && ClixmlSecrets.Has(write.Value))
        {
            if (secrets is null) faults = new Dictionary<string, string[]> { ["value"] = ["It holds a secure string, and this cluster has no vault to encrypt it."] };
            else write = await secrets.SealAsync(write);
        }

        return faults.Count > 0 ? new CacheSetResult(CacheSetStatus.Invalid, faults) : await Partition(write.Key).Set(write);
    }

    public async Task<CacheEntry> Reveal(CacheEntry entry, long? jobId) =>
        secrets is null ? entry with { Value = ClixmlSecrets.Hide(entry.Value)! } : await secrets.RevealAsync(entry, jobId);

    public async Task<bool> Remove(string key) => CacheRules.IsKey(key) && (await Partition(key).Remove(key, null)).Status == CacheSetStatus.Done;

    public Task<CacheSetResult> RemoveVersion(string key, long version) =>
        CacheRules.IsKey(key) ? Partition(key).Remove(key, version) : Task.FromResult(new CacheSetResult(CacheSetStatus.Conflict, None));

    public Task Clear() => Task.WhenAll(Partitions().Select(part => part.Clear()));

    public async Task<CacheIncrementResult> Increment(CacheIncrement increment)
    {
        var faults = CacheRules.Faults(increment);
        return faults.Count > 0 ? new CacheIncrementResult(CacheSetStatus.Invalid, faults) : await Partition(increment.Key).Increment(increment);
    }

    public async Task<IReadOnlyList<CacheItem>> List(CacheQuery query)
    {
        query = query with { Take = Math.Clamp(query.Take, 1, CacheQuery.MaxTake) };
        var lists = await Task.WhenAll(Partitions().Select(part => part.List(query)));
        return [.. lists.SelectMany(list => list).OrderBy(item => item.Key, StringComparer.Ordinal).Take(query.Take)];
    }

    private IEnumerable<ICachePartitionGrain> Partitions() =>
        Enumerable.Range(0, CacheRules.Partitions).Select(number => GrainFactory.GetGrain<ICachePartitionGrain>(number));

    private ICachePartitionGrain Partition(string key) => GrainFactory.GetGrain<ICachePartitionGrain>(CacheRules.PartitionOf(key));
}
