using Universal.Cache;

namespace Universal.Grains.Cache;

/// <summary>
/// The memory of a part: its entries, their order of use, the bound. Of persisted entries it always knows the keys, and when there is no room gives up
/// values only; of others what was not used for longest is lost. Keys count as well, and <see cref="CacheSlot.Overhead"/> for each entry. Used from one
/// grain's turns only.
/// </summary>
internal sealed class CachePart(long maxLength)
{
    private readonly Dictionary<string, CacheSlot> _slots = new(StringComparer.Ordinal);
    private readonly LinkedList<CacheSlot> _used = new();
    private string[]? _sorted;
    private long _length;
    private long _keptLength;

    /// <summary>Entries, those whose time is over included.</summary>
    public IReadOnlyCollection<CacheSlot> Slots => _slots.Values;

    /// <summary>Whether an entry, in place of the one of its key, fits beside what is never given up: the keys of the persisted ones.</summary>
    public bool CanHold(CacheSlot slot) => _keptLength - (FindAny(slot.Key)?.KeptLength ?? 0) + slot.Length <= maxLength;

    /// <summary>An entry whose time is not over, or null.</summary>
    public CacheSlot? Find(string key, DateTimeOffset now) => _slots.TryGetValue(key, out var slot) && !(slot.Due <= now) ? slot : null;

    /// <summary>An entry whose time may be over, or null.</summary>
    public CacheSlot? FindAny(string key) => _slots.GetValueOrDefault(key);

    /// <summary>Puts an entry in place of the one of its key.</summary>
    public void Put(CacheSlot slot)
    {
        if (!_slots.TryGetValue(slot.Key, out var former)) _sorted = null;
        else Uncount(former);
        _slots[slot.Key] = slot;
        _length += slot.Length;
        _keptLength += slot.KeptLength;
        if (slot.Value is not null) slot.Place = _used.AddFirst(slot);
        MakeRoom(slot);
    }

    /// <summary>Takes the value of an entry into memory, if it is still the one of its key.</summary>
    public void Fill(CacheSlot slot, string value)
    {
        if (slot.Value is not null || FindAny(slot.Key) != slot || _keptLength + value.Length > maxLength) return;
        slot.Value = value;
        _length += value.Length;
        slot.Place = _used.AddFirst(slot);
        MakeRoom(slot);
    }

    /// <summary>Notes that an entry was read.</summary>
    public void Use(CacheSlot slot, DateTimeOffset now)
    {
        slot.UsedAt = now;
        if (slot.Place is not { } place || place == _used.First) return;
        _used.Remove(place);
        _used.AddFirst(place);
    }

    public void Remove(CacheSlot slot)
    {
        if (!_slots.TryGetValue(slot.Key, out var there) || there != slot) return;
        _slots.Remove(slot.Key);
        _sorted = null;
        Uncount(slot);
    }

    public void Clear()
    {
        _slots.Clear();
        _used.Clear();
        _sorted = null;
        (_length, _keptLength) = (0, 0);
    }

    /// <summary>Entries after a key that fit, by key.</summary>
    public List<CacheItem> List(string? after, Func<string, bool> matches, int take, DateTimeOffset now)
    {
        var items = new List<CacheItem>();
        if (_sorted is null)
        {
            _sorted = [.. _slots.Keys];
            Array.Sort(_sorted, StringComparer.Ordinal);
        }

        var from = after is null ? 0 : Array.BinarySearch(_sorted, after, StringComparer.Ordinal);
        for (var i = from < 0 ? ~from : after is null ? 0 : from + 1; i < _sorted.Length && items.Count < take; i++)
        {
            if (matches(_sorted[i]) && Find(_sorted[i], now) is { } slot) items.Add(slot.Item);
        }

        return items;
    }

    // The newest stays: it was asked whether it can be held. Of a persisted one the value goes even so, since the database has it.
    private void MakeRoom(CacheSlot newest)
    {
        while (_length > maxLength && _used.Last?.Value is { } loser && (loser != newest || loser.Persisted))
        {
            if (loser.Persisted) GiveUpValue(loser);
            else Remove(loser);
        }
    }

    private void GiveUpValue(CacheSlot slot)
    {
        _length -= slot.Value!.Length;
        slot.Value = null;
        Unplace(slot);
    }

    private void Uncount(CacheSlot slot)
    {
        _length -= slot.Length;
        _keptLength -= slot.KeptLength;
        Unplace(slot);
    }

    private void Unplace(CacheSlot slot)
    {
        if (slot.Place is not { } place) return;
        _used.Remove(place);
        slot.Place = null;
    }
}
