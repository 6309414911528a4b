using Microsoft.Extensions.Logging;
using Universal.Persistence.Cache;

namespace Universal.Grains.Cache;

internal sealed partial class CachePartitionGrain
{
    private const int PageSize = 5_000;
    private const int SweepSize = 500;
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LeastSlack = TimeSpan.FromSeconds(10);
    private Task? _loading;
    private CacheLife _life;
    private long _version;
    private long _lastVersion;

    /// <summary>Before anything else: this life is in force, it knows the part's persisted keys, and its versions are above all that were ever given.</summary>
    private Task LoadAsync() => _loading is { IsFaulted: false, IsCanceled: false } loading ? loading : _loading = LoadOnceAsync();

    private async Task LoadOnceAsync()
    {
        await clock.SynchroniseAsync();
        _life = new CacheLife(Number, await BeginEpochAsync());
        // Before the keys are read: what a former life writes after that is refused, what it wrote before is among them.
        if (!await store.BeginLifeAsync(_life)) throw Lost();
        var keys = new List<CacheSlot>();
        for (var after = ""; ;)
        {
            var page = await store.ListKeysAsync(Number, after, PageSize);
            keys.AddRange(page.Select(row => SlotOf(row, null)));
            if (page.Count < PageSize) break;
            after = page[^1].Key;
        }

        // An earlier life of this part may have lent copies that it can no longer ask back. From here on nodes take none from it either.
        var lent = membership.CurrentSnapshot.Members.Values
            .Where(member => member.Status is SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping)
            .Select(member => (member.SiloAddress, options.Value.HotTime)).ToList();
        await RecallPartAsync(lent);
        foreach (var slot in keys) _part.Put(slot);
        this.RegisterGrainTimer(SweepAsync, new GrainTimerCreationOptions(SweepPeriod, SweepPeriod) { Interleave = true });
    }

    private async Task<long> BeginEpochAsync()
    {
        var epoch = await store.NextEpochAsync();
        _version = epoch * CacheRules.VersionsPerEpoch;
        _lastVersion = _version + CacheRules.VersionsPerEpoch - 1;
        return epoch;
    }

    // Further numbers are for versions only: the life stays the one that began.
    private async ValueTask<long> NextVersionAsync()
    {
        if (_version == _lastVersion) await BeginEpochAsync();
        return ++_version;
    }

    /// <summary>Removes entries whose time is over. What fails is tried again the next time: until then they are there for nobody.</summary>
    private async Task SweepAsync()
    {
        _leases.Sweep();
        var now = clock.Now;
        var over = _part.Slots.Where(slot => slot.Due <= now && !_gates.IsTaken(slot.Key)).ToList();
        foreach (var slot in over.Where(slot => !slot.Persisted)) _part.Remove(slot);
        try
        {
            await clock.SynchroniseAsync();
            foreach (var some in over.Where(slot => slot.Persisted).Chunk(SweepSize)) await Task.WhenAll(some.Select(RemoveRowAsync));
        }
        catch (Exception error)
        {
            LogSweepFailed(error, Number);
        }
    }

    private async Task RemoveRowAsync(CacheSlot slot)
    {
        using var turn = await _gates.EnterAsync(slot.Key);
        if (_part.FindAny(slot.Key) != slot || !(slot.Due <= clock.Now)) return;
        await DeleteRowAsync(slot.Key, slot.Version);
        _part.Remove(slot);
    }

    [LoggerMessage(LogLevel.Warning, "Part {Part} of the cache cannot remove what has expired; it tries again later")]
    private partial void LogSweepFailed(Exception error, int part);

    [LoggerMessage(LogLevel.Warning, "Part {Part} of the cache cannot note in the database that an entry was read")]
    private partial void LogTouchFailed(Exception error, int part);
}
