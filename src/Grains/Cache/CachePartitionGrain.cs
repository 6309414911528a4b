using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Placement;
using Universal.Cache;
using Universal.Grains.Clock;
using Universal.Persistence.Cache;

namespace Universal.Grains.Cache;

/// <summary>
/// See <see cref="ICachePartitionGrain"/>. Never collected while its node lives: it holds what nobody else has. A change is acknowledged when (1) its row
/// is committed, if it is persisted, (2) no node answers from an older copy any more, (3) it is in memory. A crash before (1) changes nothing;
/// after it the change is there, although nobody was told. There can be two lives of a part for a while: one on a node that was frozen or cut off, or that
/// has yet to hear that it is given up. Its rows are written by the one that began last; the others are refused, and end. Parts are spread by their number:
/// placed by load, most would be on the node that came last.
/// </summary>
[KeepAlive, Reentrant, HashBasedPlacement]
internal sealed partial class CachePartitionGrain(
    ICacheStore store, CacheNodes nodes, HotEntries hot, IClusterMembershipService membership, ClusterClock clock, ILocalSiloDetails silo, IOptions<CacheOptions> options,
    TimeProvider time, ILogger<CachePartitionGrain> logger)
    : Grain, ICachePartitionGrain
{
    private const int HotReadings = 3;
    private static readonly IReadOnlyDictionary<string, string[]> None = new Dictionary<string, string[]>();
    private static readonly TimeSpan CountingTime = TimeSpan.FromSeconds(1);
    private readonly CachePart _part = new(options.Value.MaxPartitionLength);
    private readonly CacheLeases _leases = new(time);
    private readonly KeyGates _gates = new();

    public async Task<CacheReading> Read(string key, SiloAddress? reader)
    {
        await LoadAsync();
        var slot = _part.Find(key, clock.Now);
        var entry = slot?.Value is null ? null : slot.Entry;
        if (_unsure.Contains(key) || slot is { Value: null })
        {
            using var turn = await _gates.EnterAsync(key);
            slot = await FindAsync(key);
            entry = slot is null ? null : await EntryAsync(slot);
        }

        if (slot is null) return new CacheReading(null);
        var now = clock.Now;
        _part.Use(slot, now);
        if (slot is { Persisted: true, SlidingExpiration: not null }) Touch(slot, now);
        var lease = reader is null ? TimeSpan.Zero : Lend(slot, now);
        if (lease > TimeSpan.Zero) _leases.Grant(key, reader!, lease);
        return new CacheReading(entry, lease, _life.Epoch);
    }

    public async Task<CacheSetResult> Set(CacheWrite write)
    {
        await LoadAsync();
        using var turn = await _gates.EnterAsync(write.Key);
        var before = await FindAsync(write.Key);
        if (write.ExpectedVersion is { } expected && expected != (before?.Version ?? 0)) return Conflict(before);
        var now = clock.Now;
        return await StoreAsync(new CacheSlot
        {
            Key = write.Key,
            Value = write.Value,
            Version = await NextVersionAsync(),
            ChangedAt = now,
            AbsoluteExpiration = write.AbsoluteExpiration ?? now + write.AbsoluteExpirationFromNow,
            SlidingExpiration = write.SlidingExpiration,
            Persisted = write.Persist,
            UsedAt = now,
        });
    }

    public async Task<CacheIncrementResult> Increment(CacheIncrement increment)
    {
        await LoadAsync();
        using var turn = await _gates.EnterAsync(increment.Key);
        var before = await FindAsync(increment.Key);
        var text = before is null ? null : (await EntryAsync(before)).Value;
        var (next, value, error) = CacheRules.Step(text, increment.By, increment.CliXml);
        if (next is null) return new CacheIncrementResult(CacheSetStatus.Invalid, new Dictionary<string, string[]> { ["key"] = [error!] });
        var now = clock.Now;
        var result = await StoreAsync(new CacheSlot
        {
            Key = increment.Key,
            Value = next,
            Version = await NextVersionAsync(),
            ChangedAt = now,
            AbsoluteExpiration = before is null ? now + increment.AbsoluteExpirationFromNow : before.AbsoluteExpiration,
            SlidingExpiration = before is null ? increment.SlidingExpiration : before.SlidingExpiration,
            Persisted = increment.Persist || before is { Persisted: true },
            UsedAt = now,
        });
        return new CacheIncrementResult(result.Status, result.Errors, value, result.Version);
    }

    public async Task<CacheSetResult> Remove(string key, long? version)
    {
        await LoadAsync();
        using var turn = await _gates.EnterAsync(key);
        var slot = await FindAsync(key);
        if (version is { } expected && expected != slot?.Version) return Conflict(slot);
        var recall = RecallAsync(key);
        try
        {
            if (slot is { Persisted: true }) await ChangeRowAsync(key, async () => await DeleteRowAsync(key, await NextVersionAsync()));
        }
        finally
        {
            await recall;
        }

        if (slot is null) return Conflict(null);
        _part.Remove(slot);
        return Done(0);
    }

    public async Task Clear()
    {
        await LoadAsync();
        using var turn = await _gates.EnterAllAsync();
        await RecallPartAsync(_leases.TakeAll());
        if (_unsure.Count > 0 || _part.Slots.Any(slot => slot.Persisted)) await ClearRowsAsync();
        _unsure.Clear();
        _part.Clear();
    }

    public async Task<IReadOnlyList<CacheItem>> List(CacheQuery query)
    {
        await LoadAsync();
        return _part.List(query.After, CacheRules.Matcher(query.Match), query.Take, clock.Now);
    }

    private int Number => (int)this.GetPrimaryKeyLong();

    // Entries with a sliding time are never lent, so that every reading counts; nor is what is about to change.
    private TimeSpan Lend(CacheSlot slot, DateTimeOffset now)
    {
        if (slot.SlidingExpiration is not null || _gates.IsTaken(slot.Key)) return TimeSpan.Zero;
        if (now - slot.CountedFrom > CountingTime) (slot.CountedFrom, slot.Readings) = (now, 0);
        if (++slot.Readings < HotReadings) return TimeSpan.Zero;
        return slot.Due - now is { } left && left < options.Value.HotTime ? left : options.Value.HotTime;
    }

    private static CacheSetResult Done(long version) => new(CacheSetStatus.Done, None, version);

    private static CacheSetResult Conflict(CacheSlot? slot) => new(CacheSetStatus.Conflict, None, slot?.Version ?? 0);
}
