using Universal.Cache;
using Universal.Persistence.Cache;

namespace Universal.Grains.Cache;

internal sealed partial class CachePartitionGrain
{
    // Keys whose row may or may not have been changed: it is read again before anything is said about them.
    private readonly HashSet<string> _unsure = new(StringComparer.Ordinal);

    private async Task<CacheSetResult> StoreAsync(CacheSlot next)
    {
        if (!_part.CanHold(next)) return new CacheSetResult(CacheSetStatus.Full, None);
        var recall = RecallAsync(next.Key);
        try
        {
            if (next.Persisted)
            {
                next.StoredDue = StoredDueOf(next);
                var row = RowOf(next);
                await ChangeRowAsync(next.Key, async () =>
                {
                    if (!await store.PutAsync(_life, row)) throw Lost();
                });
            }
            else if (_part.FindAny(next.Key) is { Persisted: true })
            {
                await ChangeRowAsync(next.Key, () => DeleteRowAsync(next.Key, next.Version));
            }
        }
        finally
        {
            await recall;
        }

        _part.Put(next);
        return Done(next.Version);
    }

    private async Task ChangeRowAsync(string key, Func<Task> change)
    {
        try
        {
            await change();
        }
        catch
        {
            _unsure.Add(key);
            throw;
        }
    }

    private async Task DeleteRowAsync(string key, long version)
    {
        if (!await store.DeleteAsync(_life, key, version)) throw Lost();
    }

    /// <summary>Removes all rows, in a turn of all. Where the answer is lost nobody knows of any row.</summary>
    private async Task ClearRowsAsync()
    {
        try
        {
            if (!await store.ClearAsync(_life, await NextVersionAsync())) throw Lost();
        }
        catch
        {
            _unsure.UnionWith(_part.Slots.Where(slot => slot.Persisted).Select(slot => slot.Key));
            throw;
        }
    }

    /// <summary>The entry of a key, in its turn. Its value may be in the database only.</summary>
    private async Task<CacheSlot?> FindAsync(string key)
    {
        if (!_unsure.Contains(key)) return _part.Find(key, clock.Now);
        var row = await store.GetAsync(key);
        if (row is not null) _part.Put(SlotOf(row, row.Value));
        else if (_part.FindAny(key) is { Persisted: true } gone) _part.Remove(gone);
        _unsure.Remove(key);
        return _part.Find(key, clock.Now);
    }

    /// <summary>An entry with its value, in its turn.</summary>
    private async Task<CacheEntry> EntryAsync(CacheSlot slot)
    {
        if (slot.Value is not null) return slot.Entry;
        var row = await store.GetAsync(slot.Key);
        // Only this grain changes the row, unless it has been succeeded.
        if (row?.Version != slot.Version) throw Lost();
        _part.Fill(slot, row.Value);
        return slot.Entry with { Value = row.Value };
    }

    /// <summary>
    /// Makes every node give up its copy of a key, or waits until its lease is over: a node that is dead, frozen or cut off cannot answer, and must not
    /// answer from its copy either.
    /// </summary>
    private Task RecallAsync(string key) => RecallAsync(_leases.Take(key), node => node.Forget(key), () => hot.Forget(key));

    private Task RecallPartAsync(IReadOnlyList<(SiloAddress Node, TimeSpan Left)> holders) =>
        RecallAsync(holders, node => node.ForgetPart(Number, _life.Epoch), () => hot.ForgetPart(Number, _life.Epoch));

    private Task RecallAsync(IReadOnlyList<(SiloAddress Node, TimeSpan Left)> holders, Func<ICacheNode, Task> forget, Action forgetHere) =>
        holders.Count == 0 ? Task.CompletedTask : Task.WhenAll(holders.Select(async holder =>
        {
            if (holder.Node.Equals(silo.SiloAddress))
            {
                forgetHere();
                return;
            }

            var asked = time.GetTimestamp();
            try
            {
                await forget(nodes.On(holder.Node)).WaitAsync(holder.Left, time);
            }
            catch (Exception)
            {
                var left = holder.Left - time.GetElapsedTime(asked);
                if (left > TimeSpan.Zero) await Task.Delay(left, time);
            }
        }));

    /// <summary>Keeps the row of an entry that is read alive: once in its sliding time, not at each reading.</summary>
    private void Touch(CacheSlot slot, DateTimeOffset now)
    {
        if (slot.StoredDue >= now + slot.SlidingExpiration) return;
        var before = slot.StoredDue;
        slot.StoredDue = StoredDueOf(slot);
        _ = TouchAsync();

        async Task TouchAsync()
        {
            try
            {
                if (!await store.TouchAsync(_life, slot.Key, slot.Version, slot.StoredDue!.Value)) throw Lost();
            }
            catch (Exception error)
            {
                slot.StoredDue = before;
                LogTouchFailed(error, Number);
            }
        }
    }

    // Of a row with a sliding time: late enough that it need not be written again before half of it is over.
    private static DateTimeOffset? StoredDueOf(CacheSlot slot)
    {
        if (slot.SlidingExpiration is not { } sliding) return slot.AbsoluteExpiration;
        var due = slot.UsedAt + sliding + (sliding > LeastSlack ? sliding : LeastSlack);
        return slot.AbsoluteExpiration is { } end && end < due ? end : due;
    }

    private CacheRow RowOf(CacheSlot slot) => new()
    {
        Key = slot.Key,
        Part = Number,
        Value = slot.Value!,
        Version = slot.Version,
        ChangedAt = slot.ChangedAt,
        AbsoluteExpiration = slot.AbsoluteExpiration,
        SlidingExpiration = slot.SlidingExpiration,
        DueAt = slot.StoredDue,
    };

    // When it was read last the row does not say: as late as it can have been.
    private static CacheSlot SlotOf(CacheRow row, string? value) => new()
    {
        Key = row.Key,
        Value = value,
        Version = row.Version,
        ChangedAt = row.ChangedAt,
        AbsoluteExpiration = row.AbsoluteExpiration,
        SlidingExpiration = row.SlidingExpiration,
        Persisted = true,
        UsedAt = row is { SlidingExpiration: { } sliding, DueAt: { } due } ? due - sliding : row.ChangedAt,
        StoredDue = row.DueAt,
    };

    /// <summary>Another life of this part has begun elsewhere: this one ends, and whoever called asks that one.</summary>
    private OrleansException Lost()
    {
        DeactivateOnIdle();
        return new OrleansException("This part of the cache has moved to another node.");
    }
}
